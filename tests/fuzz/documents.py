"""Whole documents from nothing, in the shapes that files of a kind have: hypothesis draws them.

The grammar is learnt: which keys stand below which, and what stands behind them, in every
example of the kind, wrong ones included.
"""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

import hypothesis
import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

from awsdev.lint.documents.document import DocumentError, Mapping, Node, Scalar, Sequence, walk
from awsdev.lint.kinds import Kind
from tests.fuzz.odd import SCALARS
from tests.fuzz.seeds import FAMILY_OF_KIND, all_seeds, parsed
from tests.fuzz.tomltext import as_toml, from_values

_TOP = "\0top"
_DEEPEST = 7


@dataclass(slots=True)
class Grammar:
    """What stands where in the files of a kind.

    Attributes:
        keys: The keys that stand below a key, itself in a list or not.
        values: The texts that stand behind a key.
        shapes: The types of nodes that stand behind a key.
    """

    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shapes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def words(self) -> list[str]:
        """Return every key and every value that is not long."""
        found = set().union(*self.keys.values(), *self.values.values())
        return sorted(word for word in found if 0 < len(word) < 60) or ["x"]


@cache
def grammar_of(kind: Kind) -> Grammar:
    """Return what is learnt from the examples of a kind."""
    grammar = Grammar()
    for seed in all_seeds()[kind]:
        try:
            document = parsed(seed.data, seed.name, FAMILY_OF_KIND[kind])
        except (DocumentError, UnicodeDecodeError):
            continue
        _learn(grammar, _TOP, document.root)
        for node in walk(document.root):
            if isinstance(node, Mapping):
                for entry in node.entries:
                    _learn(grammar, entry.key.text, entry.value)
    return grammar


def _learn(grammar: Grammar, key: str, node: Node | None) -> None:
    if isinstance(node, Scalar):
        grammar.shapes[key].add("scalar")
        grammar.values[key].add(node.text)
    elif isinstance(node, Mapping):
        grammar.shapes[key].add("mapping")
        grammar.keys[key].update(entry.key.text for entry in node.entries)
    elif isinstance(node, Sequence):
        grammar.shapes[key].add("sequence")
        for item in node.items:
            if isinstance(item, Scalar):
                grammar.values[key].add(item.text)
            elif isinstance(item, Mapping):
                grammar.keys[key].update(entry.key.text for entry in item.entries)


_ODD = (
    st.sampled_from(SCALARS)
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=12)
)


@st.composite
def _values(draw: st.DrawFn, grammar: Grammar, key: str, depth: int) -> Any:
    """What may stand behind a key: mostly of a shape that is known there."""
    known = sorted(grammar.shapes.get(key, ()))
    if known and draw(st.integers(0, 9)) < 8:
        shape = draw(st.sampled_from(known))
    else:
        shape = draw(st.sampled_from(["scalar", "sequence", "mapping"]))
    if shape == "scalar" or depth >= _DEEPEST:
        texts = sorted(grammar.values.get(key, ()))
        return draw(st.sampled_from(texts) | _ODD if texts else _ODD)
    if shape == "mapping":
        return draw(_mappings(grammar, key, depth))
    items = _mappings(grammar, key, depth) if grammar.keys.get(key) else st.nothing()
    texts = sorted(grammar.values.get(key, ()))
    return draw(st.lists(items | (st.sampled_from(texts) if texts else _ODD), max_size=3))


@st.composite
def _mappings(draw: st.DrawFn, grammar: Grammar, key: str, depth: int) -> dict[str, Any]:
    keys = sorted(grammar.keys.get(key) or grammar.words)
    chosen = draw(st.lists(st.sampled_from(keys), max_size=5, unique=True))
    if draw(st.integers(0, 9)) == 0:
        chosen.append(draw(st.sampled_from(grammar.words) | st.text(max_size=6)))
    return {each: draw(_values(grammar, each, depth + 1)) for each in chosen}


def _yaml(data: Any) -> bytes:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return text.encode("utf-8", "surrogatepass")


def _json(data: Any) -> bytes:
    return json.dumps(data, indent=1, default=str).encode()


def _toml(data: Any) -> bytes:
    plain = json.loads(json.dumps(data, default=str))
    return as_toml(Random(0), from_values(plain))  # noqa: S311 - the same each time


_WRITERS: dict[str, Callable[[Any], bytes]] = {"json": _json, "toml": _toml}


def _trees(kind: Kind, name: str) -> st.SearchStrategy[bytes]:
    grammar = grammar_of(kind)
    write = _WRITERS.get(name.rpartition(".")[2], _yaml)
    return st.one_of(_mappings(grammar, _TOP, 0), _values(grammar, _TOP, 0)).map(write)


_PIECES = (
    *("$x", "$!x", "${x}", "$!{x.y}", "$input.path('$.a')", "$input.json('$')", "$util.toJson($x)"),
    *(
        "$context.identity.sub",
        "$util.error('x', 'y')",
        "$x.y.z()",
        "$x[0]",
        "$x['a'].b",
        "'a'",
        '"$x"',
    ),
    *(
        "1",
        "-1.5",
        "true",
        "null",
        "[1, 2]",
        "[1..3]",
        "{}",
        '{"a": $x}',
        "$util.qr($x.put('a', 1))",
    ),
    *(
        "text\n",
        " ",
        "\n",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ",",
        '"',
        "\\",
        "$",
        "#",
        "##c\n",
        "#*c*#",
        "#[[r]]#",
    ),
)
_expressions = st.recursive(
    st.sampled_from(_PIECES[:22]),
    lambda inner: (
        st.builds(
            lambda left, sign, right: f"({left} {sign} {right})",
            inner,
            st.sampled_from(
                ["==", "!=", "&&", "||", "+", "-", "*", "/", "%", "<", ">=", "and", "not"]
            ),
            inner,
        )
        | inner.map(lambda each: f"!{each}")
    ),
    max_leaves=5,
)
_templates = st.recursive(
    st.sampled_from(_PIECES) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4).map("".join)
        | st.builds("#if({}){}#end".format, _expressions, inner)
        | st.builds("#if({}){}#else{}#end".format, _expressions, inner, inner)
        | st.builds(
            "#if({}){}#elseif({}){}#{{end}}".format, _expressions, inner, _expressions, inner
        )
        | st.builds("#foreach($i in {}){}#end".format, _expressions, inner)
        | st.builds("#set($x = {})".format, _expressions)
        | st.builds("#set ( {} = {} )".format, _expressions, _expressions)
        | st.builds("#macro(m $a){}#end#m({})".format, inner, _expressions)
        | st.builds("#define($d){}#end".format, inner)
    ),
    max_leaves=14,
).map(lambda text: text.encode("utf-8", "surrogatepass"))


def documents(kind: Kind, name: str, number: int, count: int) -> list[bytes]:
    """Return about as many documents as are wanted, the same for the same number.

    Args:
        kind: What they look like.
        name: The name they go by, which says how they are written.
        number: What decides.
        count: How many.
    """
    found: list[bytes] = []

    @hypothesis.seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(_templates if kind is Kind.MAPPING_TEMPLATE else _trees(kind, name))
    def collect(data: bytes) -> None:
        found.append(data)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        collect()
    return found
