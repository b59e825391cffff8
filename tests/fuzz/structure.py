"""Inputs that a parser takes: a file's tree with its values, keys and branches changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tests.fuzz.odd import SCALARS, TAGS

_STRING, _LIST, _MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_RESOLVER = yaml.SafeLoader("")
_MOST_NODES = 20_000


def composed(text: str) -> Node | None:
    """Return the tree of a YAML or JSON text, tags it does not know included; None for none."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def plain(value: str) -> ScalarNode:
    """Return a scalar as it is read where it stands without quotes."""
    return ScalarNode(_RESOLVER.resolve(ScalarNode, value, (True, False)), value)


def changed(dice: Random, root: Node, others: Sequence[Node], words: Sequence[str]) -> Node:
    """Change a tree in a few places, and return its root, which may be another.

    Args:
        dice: What decides.
        root: The tree, which is changed.
        others: Trees whose branches may be put into it; they are not changed.
        words: Keys and values of files of its kind.
    """
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        places = list(_places(root))
        if not places:
            return _value(dice, root, root, others, words)
        holder, index = dice.choice(places)
        if isinstance(holder, SequenceNode):
            _change_item(dice, holder, index, root, others, words)
        else:
            _change_entry(dice, holder, index, root, others, words)
    return root


def _places(root: Node) -> Iterator[tuple[MappingNode | SequenceNode, int]]:
    """Yield every entry and item of a tree, those of a shared branch once."""
    waiting, seen = [root], set[int]()
    while waiting and len(seen) < _MOST_NODES:
        node = waiting.pop()
        if id(node) in seen or isinstance(node, ScalarNode):
            continue
        seen.add(id(node))
        yield from ((node, index) for index in range(len(node.value)))
        for each in node.value:
            waiting += each if isinstance(node, MappingNode) else [each]


def _change_item(
    dice: Random,
    holder: SequenceNode,
    index: int,
    root: Node,
    others: Sequence[Node],
    words: Sequence[str],
) -> None:
    items = holder.value
    match dice.randrange(5):
        case 0:
            del items[index]
        case 1:
            items += [items[index]] * dice.choice((1, 1, 60))
        case 2:
            items.insert(0, items.pop(index))
        case _:
            items[index] = _value(dice, items[index], root, others, words)


def _change_entry(
    dice: Random,
    holder: MappingNode,
    index: int,
    root: Node,
    others: Sequence[Node],
    words: Sequence[str],
) -> None:
    entries = holder.value
    key, value = entries[index]
    match dice.randrange(8):
        case 0:
            del entries[index]
        case 1:
            entries.append((key, _value(dice, value, root, others, words)))
        case 2:
            entries[index] = (_near(dice, key), value)
        case 3:
            entries[index] = (plain(dice.choice((*words, *SCALARS))), value)
        case 4:
            entries.append((plain(dice.choice(("<<", *words))), value))
        case 5:
            other = dice.randrange(len(entries))
            entries[index], entries[other] = (key, entries[other][1]), (entries[other][0], value)
        case _:
            entries[index] = (key, _value(dice, value, root, others, words))


def _value(
    dice: Random, node: Node, root: Node, others: Sequence[Node], words: Sequence[str]
) -> Node:
    """Return what may stand in place of a node."""
    ways: tuple[Callable[[], Node], ...] = (
        lambda: plain(dice.choice(SCALARS)),
        lambda: ScalarNode(_STRING, dice.choice(SCALARS), style=dice.choice(("'", '"', "|", ">"))),
        lambda: plain(dice.choice(words)),
        lambda: SequenceNode(_LIST, [node] * dice.choice((0, 1, 1, 2))),
        lambda: MappingNode(_MAP, [(plain(dice.choice(words)), node)][: dice.randrange(2)]),
        lambda: _branch(dice, dice.choice(others)),
        # An alias; one to a branch that holds it is a ring.
        lambda: _branch(dice, root),
        lambda: type(node)(dice.choice(TAGS), node.value),
        lambda: _turned(node),
        lambda: _nested(dice, node),
        lambda: _near(dice, node),
    )
    return dice.choice(ways)()


def _branch(dice: Random, root: Node) -> Node:
    places = list(_places(root))
    if not places:
        return root
    holder, index = dice.choice(places)
    found = holder.value[index]
    branch = found if isinstance(holder, SequenceNode) else dice.choice(found)
    assert isinstance(branch, Node)
    return branch


def _turned(node: Node) -> Node:
    """Return a list for a mapping, a mapping for a list, a quoted scalar for a plain one."""
    if isinstance(node, MappingNode):
        items = [MappingNode(_MAP, [entry]) for entry in node.value]
        return SequenceNode(_LIST, items)
    if isinstance(node, SequenceNode):
        pairs = [(plain(str(number)), item) for number, item in enumerate(node.value)]
        return MappingNode(_MAP, pairs)
    return plain(node.value) if node.tag == _STRING else ScalarNode(_STRING, node.value, style='"')


def _nested(dice: Random, node: Node) -> Node:
    for _ in range(dice.choice((2, 5, 30, 190, 210))):
        node = SequenceNode(_LIST, [node], flow_style=True)
    return node


def _near(dice: Random, node: Node) -> Node:
    """Return a scalar that is misspelt."""
    if not isinstance(node, ScalarNode) or not node.value:
        return plain(dice.choice(SCALARS))
    text, place = node.value, dice.randrange(len(node.value))
    match dice.randrange(7):
        case 0:
            text = text.swapcase()
        case 1:
            text = text[:place] + text[place + 1 :]
        case 2:
            text = text[:place] + text[place] + text[place:]
        case 3:
            text = text.replace("-", "_") if "-" in text else text.replace("_", "-")
        case 4:
            text = text[:place] + dice.choice(SCALARS) + text[place:]
        case 5:
            text = f" {text} "
        case _:
            text += "s"
    return ScalarNode(node.tag, text) if node.tag == _STRING else plain(text)


def as_yaml(dice: Random, root: Node) -> bytes:
    """Return a tree as YAML; nothing of it where it cannot be written."""
    try:
        text = yaml.serialize(
            root,
            Dumper=yaml.SafeDumper,
            allow_unicode=dice.random() < 0.7,
            width=dice.choice((20, 80, 1000)),
            line_break=dice.choice(("\n", "\n", "\n", "\r\n")),
        )
    except (RecursionError, yaml.YAMLError, TypeError, ValueError):
        return b""
    return str(text).encode("utf-8", "surrogatepass")


def as_json(dice: Random, root: Node) -> bytes:
    """Return a tree as JSON, keys as often as they stand there; a ring ends in null."""
    between = dice.choice(("", " ", "\n", "\n\t"))
    ascii_only = dice.random() < 0.5
    try:
        text = _json_of(root, between, [], ascii_only=ascii_only)
    except RecursionError:
        return b""
    return text.encode("utf-8", "surrogatepass")


def _json_of(node: Node, between: str, open_ones: list[int], *, ascii_only: bool) -> str:
    if isinstance(node, ScalarNode):
        return json_scalar(node, ascii_only=ascii_only)
    if id(node) in open_ones:
        return "null"
    further = [*open_ones, id(node)]
    if isinstance(node, SequenceNode):
        items = [_json_of(item, between, further, ascii_only=ascii_only) for item in node.value]
        return "[" + f",{between}".join(items) + "]"
    entries = [
        f"{json.dumps(key.value if isinstance(key, ScalarNode) else '', ensure_ascii=ascii_only)}"
        f": {_json_of(value, between, further, ascii_only=ascii_only)}"
        for key, value in node.value
    ]
    return "{" + f",{between}".join(entries) + "}"


def json_scalar(node: ScalarNode, *, ascii_only: bool = True) -> str:
    """Return a scalar as JSON, of the type it has in YAML where JSON has it too."""
    if node.tag == _STRING:
        return json.dumps(node.value, ensure_ascii=ascii_only)
    try:
        json.loads(node.value)
    except ValueError:
        return json.dumps(node.value, ensure_ascii=ascii_only)
    return node.value.strip()
