"""What a value will be as text, as far as the template tells.

`!Sub "${Name}.fifo"` ends in `.fifo` whatever `Name` is. A text is told as its parts: what
stands in the template, and holes for what only a deployment knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from awsdev.lint.documents.document import Mapping, Node, Scalar, Sequence

_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")
# CloudFormation takes no more conditions in one value; nothing real comes near.
_DEEPEST = 20
_MOST_ALTERNATIVES = 32


@dataclass(frozen=True, slots=True)
class Hole:
    """A part of a text that only a deployment knows.

    Attributes:
        name: The logical id, parameter or pseudo parameter it comes from; may be empty.
        attribute: The attribute, where it comes from a `GetAtt`.
    """

    name: str = ""
    attribute: str = ""


Text = tuple[str | Hole, ...]
UNKNOWN: Text = (Hole(),)


def texts_of(node: Node | None) -> list[Text]:
    """Return the texts a value may be: more than one where an `Fn::If` chooses."""
    return _texts(node, _DEEPEST)


def literal(node: Node | None) -> str | None:
    """Return a value that is text in the template, or None where it is anything else."""
    return node.text if isinstance(node, Scalar) and not _function(node)[0] else None


def ending(text: Text) -> str:
    """Return how a text surely ends; empty where that is not known."""
    return text[-1] if text and isinstance(text[-1], str) else ""


def written(text: Text) -> str:
    """Return a text as a `Sub` would write it."""
    return "".join(
        part if isinstance(part, str) else f"${{{'.'.join(filter(None, _names(part)))}}}"
        for part in text
    )


def function_of(node: Node | None) -> tuple[str, Node | None]:
    """Return the intrinsic function a node calls, such as `Sub`, and its argument.

    Returns:
        An empty name where it calls none. The argument of a short form is the node itself.
    """
    return _function(node)


def items_of(node: Node | None) -> list[Node]:
    """Return a list's items, or a single value, with what an `Fn::If` chooses between."""
    return _items(node, _DEEPEST)


def _names(hole: Hole) -> tuple[str, str]:
    return hole.name, hole.attribute


def _function(node: Node | None) -> tuple[str, Node | None]:
    if node is None:
        return "", None
    if node.tag.startswith("!") and len(node.tag) > 1 and not node.tag.startswith("!!"):
        return node.tag[1:], node
    if isinstance(node, Mapping) and len(node.entries) == 1:
        key = node.entries[0].key.text
        if key in ("Ref", "Condition") or key.startswith("Fn::"):
            return key.removeprefix("Fn::"), node.entries[0].value
    return "", None


def _texts(node: Node | None, depth: int) -> list[Text]:
    if not depth:
        return [UNKNOWN]
    name, argument = _function(node)
    if not name:
        known = isinstance(node, Scalar) and node.type_name != "null"
        return [(node.text,)] if isinstance(node, Scalar) and known else [UNKNOWN]
    found = _FUNCTIONS.get(name, _unknown)(argument, depth - 1)
    return found if 0 < len(found) <= _MOST_ALTERNATIVES else [UNKNOWN]


def _unknown(_argument: Node | None, _depth: int) -> list[Text]:
    return [UNKNOWN]


def _ref(argument: Node | None, _depth: int) -> list[Text]:
    return [(Hole(argument.text),)] if isinstance(argument, Scalar) else [UNKNOWN]


def _get_att(argument: Node | None, _depth: int) -> list[Text]:
    if isinstance(argument, Scalar):
        name, _, attribute = argument.text.partition(".")
        return [(Hole(name, attribute),)]
    if isinstance(argument, Sequence):
        names = [item.text for item in argument.items if isinstance(item, Scalar)]
        if len(names) == len(argument.items) == 2:
            return [(Hole(*names),)]
    return [UNKNOWN]


def _sub(argument: Node | None, depth: int) -> list[Text]:
    values: dict[str, Text] = {}
    if isinstance(argument, Sequence) and len(argument.items) == 2:
        argument, given = argument.items
        if function_of(argument)[0]:
            return [UNKNOWN]
        for entry in given.entries if isinstance(given, Mapping) else ():
            alternatives = _texts(entry.value, depth)
            values[entry.key.text] = alternatives[0] if len(alternatives) == 1 else UNKNOWN
    if not isinstance(argument, Scalar):
        return [UNKNOWN]
    parts: list[str | Hole] = []
    for number, piece in enumerate(_VARIABLE.split(argument.text)):
        if number % 2:
            name, _, attribute = piece.strip().partition(".")
            parts += values.get(piece.strip(), (Hole(name, attribute),))
        else:
            parts.append(piece.replace("${!", "${"))
    return [_joined(parts)]


def _join(argument: Node | None, depth: int) -> list[Text]:
    if not isinstance(argument, Sequence) or len(argument.items) != 2:
        return [UNKNOWN]
    delimiter, items = argument.items
    if not isinstance(delimiter, Scalar) or not isinstance(items, Sequence) or items.tag:
        return [UNKNOWN]
    each = [_texts(item, depth) for item in items.items]
    total = 1
    for alternatives in each:
        total *= len(alternatives)
        if total > _MOST_ALTERNATIVES:
            return [UNKNOWN]
    return [
        _joined([part for text in chosen for part in (delimiter.text, *text)][1:])
        for chosen in product(*each)
    ]


def _if(argument: Node | None, depth: int) -> list[Text]:
    if not isinstance(argument, Sequence) or len(argument.items) != 3:
        return [UNKNOWN]
    return [text for item in argument.items[1:] for text in _texts(item, depth)]


_FUNCTIONS: dict[str, Callable[[Node | None, int], list[Text]]] = {
    "Ref": _ref,
    "GetAtt": _get_att,
    "Sub": _sub,
    "Join": _join,
    "If": _if,
}


def _joined(parts: list[str | Hole]) -> Text:
    """Return the parts with neighbouring literals as one, and without empty ones."""
    found: list[str | Hole] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)


def _items(node: Node | None, depth: int) -> list[Node]:
    name, argument = _function(node)
    if name == "If" and depth and isinstance(argument, Sequence) and len(argument.items) == 3:
        return [found for item in argument.items[1:] for found in _items(item, depth - 1)]
    if isinstance(node, Sequence) and not name:
        return [found for item in node.items if depth for found in _items(item, depth - 1)]
    return [] if node is None else [node]
