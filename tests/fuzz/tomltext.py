"""A tree written as TOML, as far as it can be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tests.fuzz.structure import json_scalar, plain

_DEEPEST = 300
_MOST = 20_000
"""Values written in one line: what is there once in a tree may stand in it a million times."""


def as_toml(dice: Random, root: Node) -> bytes:
    """Return a tree as TOML: tables with headers, or in one line, as the dice decide."""
    return "\n".join(_table(dice, root, ())).encode("utf-8", "surrogatepass")


def from_values(value: object) -> Node:
    """Return what `tomllib` made of a text as a tree."""
    if isinstance(value, dict):
        entries = [(plain(key), from_values(each)) for key, each in value.items()]
        return MappingNode("tag:yaml.org,2002:map", entries)
    if isinstance(value, list):
        return SequenceNode("tag:yaml.org,2002:seq", [from_values(each) for each in value])
    if isinstance(value, str):
        return ScalarNode("tag:yaml.org,2002:str", value)
    return plain(str(value).lower() if isinstance(value, bool) else str(value))


def _table(dice: Random, node: Node, names: tuple[str, ...]) -> Iterator[str]:
    entries = node.value if isinstance(node, MappingNode) else [(plain("x"), node)]
    tables = []
    for key, value in entries:
        if isinstance(value, MappingNode) and len(names) < 6 and dice.random() < 0.9:
            tables.append((_name(key), value))
        else:
            yield f"{_name(key)} = {_value(value, 0, iter(range(_MOST)))}"
    for name, table in tables:
        path = (*names, name)
        header = ".".join(path)
        yield f"[[{header}]]" if dice.random() < 0.03 else f"[{header}]"
        yield from _table(dice, table, path)


def _name(key: Node) -> str:
    text = key.value if isinstance(key, ScalarNode) else "x"
    bare = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if bare else json.dumps(text, ensure_ascii=False)


def _value(node: Node, depth: int, left: Iterator[int]) -> str:
    if depth > _DEEPEST or next(left, None) is None:
        return "0"
    if isinstance(node, ScalarNode):
        text = json_scalar(node, ascii_only=False)
        return '""' if text == "null" else text
    if isinstance(node, SequenceNode):
        return f"[{', '.join(_value(item, depth + 1, left) for item in node.value)}]"
    entries = (f"{_name(key)} = {_value(value, depth + 1, left)}" for key, value in node.value)
    return f"{{{', '.join(entries)}}}"
