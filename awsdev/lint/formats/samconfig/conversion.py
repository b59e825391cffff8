"""What the SAM CLI makes of a value: whether it takes it, and what text it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Mapping, Node, Scalar, Sequence
from awsdev.lint.formats.samconfig.commands import Option
from awsdev.lint.formats.samconfig.layout import is_null, sort_of

INCLUDE = "$include"
"""The key of a table that brings in further pairs, or a file of them."""
_ON = frozenset({"1", "true", "t", "yes", "y", "on"})
_OFF = frozenset({"0", "false", "f", "no", "n", "off"})
_IN_WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "text": "text",
    "string": "text",
    "metadata": "text",
    "parameters": "text, a list or a table",
    "tags": "text or a list of texts",
    "words": "text or a list of texts",
    "pairs": "text or a table",
    "choice": "text",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is not taken.

    Attributes:
        at: The value, or the item of a list, at fault.
        expected: What belongs there, in words.
        says: The SAM CLI's words for it; may be empty.
        choices: What it could be, where that is a list.
    """

    at: Node
    expected: str
    says: str = ""
    choices: tuple[str, ...] = ()


def refusal(option: Option, node: Node) -> Refusal | None:
    """Return why the SAM CLI does not take a value; None where it does."""
    items = node.items if option.several and isinstance(node, Sequence) else [node]
    refusals = (_refused(option, item) for item in items if not is_null(item))
    return next((found for found in refusals if found), None)


def is_on(node: Node) -> bool:
    """Return whether a switch is given and turned on."""
    if not isinstance(node, Scalar) or is_null(node):
        return False
    return str(node.value).strip().lower() in _ON or node.text.strip().lower() in _ON


def changed(node: Node) -> Iterator[tuple[Scalar, str]]:
    """Yield each value, of one or a list, that does not stay what it is as text."""
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Scalar) and sort_of(item) in ("boolean", "integer", "number"):
            text = str(item.value)
            if text != item.text:
                yield item, text


def texts(node: Node) -> Iterator[Scalar]:
    """Yield the texts of a value that hold pairs: those in lists, and what a table includes."""
    stack: list[Node] = [node]
    while stack:
        node = stack.pop()
        if isinstance(node, Sequence):
            stack += reversed(node.items)
        elif isinstance(node, Mapping) and (included := node.get(INCLUDE)):
            stack.append(included)
        elif isinstance(node, Scalar) and sort_of(node) == "text":
            yield node


def _refused(option: Option, node: Node) -> Refusal | None:
    match option.kind:
        case "boolean":
            return _refused_boolean(node)
        case "integer":
            return _refused_integer(node)
        case "choice":
            return _refused_choice(option, node)
    return next((Refusal(at, _IN_WORDS[option.kind]) for at in _strangers(option.kind, node)), None)


def _refused_boolean(node: Node) -> Refusal | None:
    words = _IN_WORDS["boolean"]
    match sort_of(node):
        case "boolean":
            return None
        case "text" if isinstance(node, Scalar):
            known = node.text.strip().lower() in _ON | _OFF
            return None if known else Refusal(node, words, f"{node.text!r} is not a valid boolean.")
        case "integer" | "number" if isinstance(node, Scalar):
            return None if node.value in (0, 1) else Refusal(node, words)
    return Refusal(node, words)


def _refused_integer(node: Node) -> Refusal | None:
    words = _IN_WORDS["integer"]
    sort = sort_of(node)
    if sort in ("boolean", "integer", "number"):
        return None
    if sort == "text" and isinstance(node, Scalar):
        try:
            int(node.text)
        except ValueError:
            return Refusal(node, words, f"{node.text!r} is not a valid integer.")
        return None
    return Refusal(node, words)


def _refused_choice(option: Option, node: Node) -> Refusal | None:
    if not isinstance(node, Scalar):
        return Refusal(node, _IN_WORDS["choice"])
    listed = ", ".join(option.choices)
    if sort_of(node) != "text":
        return Refusal(node, listed, "", option.choices)
    known = {choice.casefold() if option.any_case else choice for choice in option.choices}
    if (node.text.casefold() if option.any_case else node.text) in known:
        return None
    quoted = ", ".join(repr(choice) for choice in option.choices)
    return Refusal(node, listed, f"{node.text!r} is not one of {quoted}.", option.choices)


def _strangers(kind: str, node: Node) -> Iterator[Node]:
    """Yield what cannot stand in a value of a kind that takes text in one form or another."""
    sort = sort_of(node)
    match kind:
        case "text":
            strange = sort in ("list", "mapping")
        case "string":
            strange = sort != "text"
        case "metadata":
            strange = isinstance(node, Mapping) and bool(node.entries)
            strange |= isinstance(node, Sequence) and bool(node.items)
        case "words":
            strange = sort not in ("text", "list")
        case "pairs":
            strange = sort not in ("text", "mapping")
        case "tags":
            strange = sort not in ("text", "list") and not _is_empty_table(node)
            yield from (item for item in _items(node) if sort_of(item) != "text")
        case _:
            strange = sort not in ("text", "list", "mapping")
            yield from (item for item in _leaves(node) if sort_of(item) not in ("text", "mapping"))
    if strange:
        yield node


def _is_empty_table(node: Node) -> bool:
    return isinstance(node, Mapping) and not node.entries


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, Sequence) else []


def _leaves(node: Node) -> Iterator[Node]:
    """Yield what lies in lists and lists in lists, but for what is null."""
    stack = _items(node)[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, Sequence):
            stack += reversed(item.items)
        elif not is_null(item):
            yield item
