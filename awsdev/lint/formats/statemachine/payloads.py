"""What a state hands on: the values in which paths and expressions are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.formats.statemachine.machine import JSONATA, Route, State

_PAYLOADS = ("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials")
"""Fields in which JSONPath fills in what a key that ends in `.$` names."""
_NESTED_PAYLOADS = (
    ("ItemReader", "Parameters"),
    ("ResultWriter", "Parameters"),
    ("ItemBatcher", "BatchInput"),
)


def _payloads(state: State) -> Iterator[tuple[Node, Route]]:
    """Yield what a JSONPath state fills in, with the way to it."""
    for key in _PAYLOADS:
        if value := state.node.get(key):
            yield value, (*state.route, key)
    for outer, inner in _NESTED_PAYLOADS:
        if value := state.node.mapping(outer).get(inner):
            yield value, (*state.route, outer, inner)
    for key in ("Catch", "Choices"):
        for index, item in enumerate(state.node.items_of(key)):
            value = item.get("Assign") if isinstance(item, Mapping) else None
            if value:
                yield value, (*state.route, key, index, "Assign")


def payload_entries(state: State) -> Iterator[tuple[Entry, Route]]:
    """Yield every key and value of what a JSONPath state fills in.

    With each comes the way to the mapping that holds it, empty where that lies deeper than the
    field itself.
    """
    for payload, route in _payloads(state):
        own = payload.entries if isinstance(payload, Mapping) else []
        known = {id(entry) for entry in own}
        for entry in entries_in(payload):
            yield entry, route if id(entry) in known else ()


def dollar_keys(state: State) -> Iterator[tuple[Entry, Route]]:
    """Yield what `payload_entries` does, for keys that end in `.$` only."""
    for entry, route in payload_entries(state):
        if entry.key.text.endswith(".$"):
            yield entry, route


def entries_in(node: Node | None) -> Iterator[Entry]:
    """Yield the entries of all mappings in a node, each once."""
    waiting, seen = [node], set[int]()
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, Mapping):
            yield from current.entries
            waiting += [entry.value for entry in reversed(current.entries)]
        elif isinstance(current, Sequence):
            waiting += reversed(current.items)


def texts_of(state: State) -> Iterator[Scalar]:
    """Yield the values in a state's fields that may hold expressions."""
    for key in (*_PAYLOADS, *(("Arguments", "Output") if state.language == JSONATA else ())):
        value = state.node.get(key)
        if isinstance(value, Scalar):
            yield value
        for entry in entries_in(value):
            items = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
            yield from (item for item in items if isinstance(item, Scalar))
