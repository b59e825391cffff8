"""Batches of inputs: each of one kind, made in one way, the same for the same numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from random import Random

from yaml.nodes import Node

from awsdev.lint.kinds import Kind, Syntax, syntax_of
from awsdev.lint.page_examples import USUAL_NAMES
from tests.fuzz.bytewise import LARGEST, torn
from tests.fuzz.documents import documents, grammar_of
from tests.fuzz.seeds import FAMILY_OF_KIND, Seed, all_seeds
from tests.fuzz.structure import as_json, as_yaml, changed, composed
from tests.fuzz.tomltext import as_toml, from_values

BATCH = 40
"""Inputs made and checked in one go."""
_TEMPLATES = (Kind.CLOUDFORMATION, Kind.SAM)
_SHARE_OF_TEMPLATES = 0.05
"""cfn-lint and the SAM translator take a hundred times as long as any rule of awsdev's."""


class Way(StrEnum):
    """How an input is made."""

    BYTES = "bytes"
    STRUCTURE = "structure"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Batch:
    """What decides some inputs.

    Attributes:
        seed: The run's number.
        number: The batch's.
        kind: What its inputs are meant to be.
        way: How they are made.
        count: How many they are.
    """

    seed: int
    number: int
    kind: Kind
    way: Way
    count: int


@dataclass(frozen=True, slots=True)
class Input:
    """A file for the linter.

    Attributes:
        kind: What it was before it was changed.
        name: Its name.
        family: What the linter is told it is; empty where it shall find out.
        data: Its bytes.
    """

    kind: Kind
    name: str
    family: str
    data: bytes


def batches(seed: int, count: int, kinds: Sequence[Kind]) -> list[Batch]:
    """Return batches of so many inputs in all, the kinds and ways by turns."""
    shares = {kind: _SHARE_OF_TEMPLATES if kind in _TEMPLATES else 0.0 for kind in kinds}
    others = [kind for kind, share in shares.items() if not share]
    for kind in kinds:
        shares[kind] = shares[kind] or (1 - sum(shares[t] for t in kinds if t in _TEMPLATES)) / len(
            others
        )
    whole = sum(shares.values())
    found: list[tuple[float, Kind, Way, int]] = []
    for kind, share in shares.items():
        for way, part in ((Way.BYTES, 0.35), (Way.STRUCTURE, 0.4), (Way.DOCUMENT, 0.25)):
            left = total = max(1, round(count * share / whole * part))
            while left > 0:
                found.append((left / total, kind, way, min(left, BATCH)))
                left -= BATCH
    # By turns: a run that is cut short has seen all kinds.
    found.sort(key=lambda each: (-each[0], each[1], each[2]))
    return [Batch(seed, n, kind, way, size) for n, (_, kind, way, size) in enumerate(found)]


def inputs_of(batch: Batch) -> Iterator[Input]:
    """Yield the inputs of a batch."""
    dice = Random(f"{batch.seed}/{batch.number}/{batch.kind}/{batch.way}")  # noqa: S311 - repeatable
    if batch.way is Way.DOCUMENT:
        name = _name(dice, USUAL_NAMES[batch.kind], batch.kind)
        for data in documents(batch.kind, name, dice.getrandbits(32), batch.count)[: batch.count]:
            yield Input(batch.kind, name, _family(dice, batch.kind, name), data)
        return
    seeds = all_seeds()[batch.kind]
    for _ in range(batch.count):
        seed = dice.choice(seeds)
        data = b""
        if batch.way is Way.STRUCTURE:
            data = _restructured(dice, seed)
        # A mapping template has no tree, and neither has a file that was broken before.
        if not 0 < len(data) <= LARGEST:
            data = _torn(dice, seed)
        family = _family(dice, seed.kind, seed.name)
        yield Input(seed.kind, seed.name if family else _named(seed), family, data)


def _family(dice: Random, kind: Kind, name: str) -> str:
    return FAMILY_OF_KIND[kind] if dice.random() < 0.6 or not name else ""


def _name(dice: Random, usual: str, kind: Kind) -> str:
    """Return a name for a kind; those that are written in several ways have several."""
    if kind is Kind.SAMCONFIG:
        return dice.choice(("samconfig.toml", "samconfig.toml", "samconfig.yaml"))
    stem, _, ending = usual.rpartition(".")
    if kind is Kind.MAPPING_TEMPLATE:
        return usual
    return f"{stem}.{dice.choice((ending, ending, 'json', 'yaml'))}"


def _named(seed: Seed) -> str:
    """Return the usual name of a seed's kind, written as the seed is."""
    stem, _, ending = USUAL_NAMES[seed.kind].rpartition(".")
    return f"{stem}.{seed.name.rpartition('.')[2] or ending}"


@cache
def _words(kind: Kind) -> list[str]:
    return grammar_of(kind).words


def _torn(dice: Random, seed: Seed) -> bytes:
    others = [each.data for each in all_seeds()[seed.kind]]
    if dice.random() < 0.1:
        others = [each.data for each in all_seeds()[dice.choice(list(Kind))]] or others
    words = [word.encode("utf-8", "surrogatepass") for word in _words(seed.kind)]
    return torn(dice, seed.data, others, words)


@cache
def _trees(kind: Kind) -> dict[bytes, Node]:
    found = {}
    for seed in all_seeds()[kind]:
        tree = _tree(seed)
        if tree is not None:
            found[seed.data] = tree
    return found


def _tree(seed: Seed) -> Node | None:
    syntax = syntax_of(seed.name, FAMILY_OF_KIND[seed.kind])
    if syntax is Syntax.VTL:
        return None
    try:
        text = seed.data.decode("utf-8-sig")
        return from_values(tomllib.loads(text)) if syntax is Syntax.TOML else composed(text)
    except ValueError:
        return None


def _restructured(dice: Random, seed: Seed) -> bytes:
    trees = _trees(seed.kind)
    if seed.data not in trees:
        return b""
    root = deepcopy(trees[seed.data])
    others = [deepcopy(dice.choice(list(trees.values())))]
    root = changed(dice, root, others, _words(seed.kind))
    ending = seed.name.rpartition(".")[2]
    if ending == "toml":
        try:
            return as_toml(dice, root)
        except RecursionError:
            return b""
    is_json = seed.data.lstrip()[:1] in (b"{", b"[")
    return as_json(dice, root) if is_json != (dice.random() < 0.1) else as_yaml(dice, root)
