"""`--query` expressions held against the shape of the answer they are put to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

_IN_ORDER = ("subexpression", "index_expression", "pipe")
_MAPPED = ("projection", "filter_projection", "value_projection")


@dataclass(frozen=True)
class _List:
    """What a projection makes: a list of something."""

    member: Any
    type_name: str = "list"


def check_query(query: str, shape: Any) -> None:
    """Check that an expression is one, and names only what an answer may hold.

    Args:
        query: A JMESPath expression.
        shape: The shape of the answer; None where the operation has none.

    Raises:
        AssertionError: It is not one, or names something else.
    """
    try:
        tree = jmespath.compile(query).parsed
    except JMESPathError as error:
        message = f"--query: {error}"
        raise AssertionError(message) from error
    assert shape, f"--query {query}: there is no answer"
    _shape_of(tree, shape)


def _shape_of(node: dict[str, Any], shape: Any) -> Any:
    """Return the shape of what a node yields; None where it cannot be told."""
    kind, children = node["type"], node["children"]
    if kind == "current" or shape is None:
        return shape
    if kind in ("field", "index", "slice"):
        return _part(node, shape)
    if kind in _IN_ORDER:
        for child in children:
            shape = _shape_of(child, shape)
        return shape
    if kind == "flatten":
        return _flat(_shape_of(children[0], shape))
    if kind in _MAPPED:
        return _projected(node, shape)
    for child in children:
        _shape_of(child, shape)
    return _List(None) if kind == "multi_select_list" else None


def _part(node: dict[str, Any], shape: Any) -> Any:
    if node["type"] != "field":
        assert shape.type_name == "list", f"--query: {shape.type_name} has no numbers"
        return shape.member if node["type"] == "index" else shape
    name = node["value"]
    if shape.type_name == "map":
        return shape.value
    members = shape.members if shape.type_name == "structure" else {}
    assert name in members, f"--query: {name} is none of {', '.join(members)}"
    return members[name]


def _flat(shape: Any) -> Any:
    if shape is None:
        return None
    assert shape.type_name == "list", f"--query: [] of a {shape.type_name}"
    member = shape.member
    return member if member is not None and member.type_name == "list" else _List(member)


def _projected(node: dict[str, Any], shape: Any) -> Any:
    left, right, *condition = node["children"]
    within = _shape_of(left, shape)
    if within is None or node["type"] == "value_projection":
        return None
    assert within.type_name == "list", f"--query: [*] of a {within.type_name}"
    for each in condition:
        _shape_of(each, within.member)
    return _List(_shape_of(right, within.member))
