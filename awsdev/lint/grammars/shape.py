"""Grammars as data, and how far a document strays from one.

A format declares what it accepts once, as a tree of shapes; `strayings`
compares a document with it. The format's rules turn strayings into problems,
each rule one sort of straying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from awsdev.lint.documents.document import Entry, Mapping, Node, Scalar, Sequence
from awsdev.names import valid_ones

# YAML 1.1 wants a point in a number with an exponent, JSON does not.
_JSON_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Anything:
    """Not looked at here; a rule of its own may."""


@dataclass(frozen=True, slots=True)
class Text:
    """A single value of any scalar type (services read numbers as text).

    Attributes:
        choices: The values accepted; empty where any is.
        ignore_case: Whether case counts when comparing with the choices.
        exact: Whether it must be text indeed: a number stands in quotes.
    """

    choices: tuple[str, ...] = ()
    ignore_case: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, quoted or not, between two bounds where given.

    Attributes:
        least: The lowest number accepted.
        most: The highest number accepted.
        exact: Whether it must be a number indeed, without quotes.
    """

    least: int | None = None
    most: int | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class YesNo:
    """yes/no/true/false, as a boolean or as text.

    Attributes:
        exact: Whether it must be `true` or `false`, without quotes.
    """

    exact: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one shape.

    Attributes:
        item: The shape of each item.
        or_single: Whether one item may stand without the list.
    """

    item: Shape
    or_single: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping with free keys and values of one shape."""

    value: Shape


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping with known keys.

    Attributes:
        known: The keys and the shapes of their values.
        required: Those that must be there.
        ignore_case: Whether the service takes the keys in either case.
    """

    known: dict[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    ignore_case: bool = False


Shape = Anything | Text | Whole | YesNo | ListOf | MapOf | Keys


class Sort(Enum):
    """The ways to stray from a grammar."""

    UNKNOWN_KEY = auto()
    MISSING_KEY = auto()
    WRONG_TYPE = auto()
    WRONG_VALUE = auto()
    NOT_ONE_OF = auto()
    """Of several keys exactly one must be there; only a JSON schema can ask it."""


@dataclass(frozen=True, slots=True)
class Straying:
    """One place where a document strays from its grammar.

    Attributes:
        sort: In which way.
        at: The node at fault: the key, for unknown and missing keys.
        route: Keys and indexes from the root to the node.
        name: The key that is unknown or missing.
        expected: The valid keys or values, or the type in words.
        found: The type or value that stands there instead.
    """

    sort: Sort
    at: Node
    route: tuple[str | int, ...]
    name: str = ""
    expected: tuple[str, ...] = ()
    found: str = ""

    @property
    def place(self) -> str:
        """Return the route in words, such as `phases.build.commands[0]`."""
        words = ""
        for step in self.route:
            words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
        return words or "the top level"

    @property
    def choices(self) -> str:
        """Return a hint that names the near neighbour, or all valid keys or values."""
        return valid_ones(self.name or self.found, self.expected)


def described(type_name: str) -> str:
    """Return a type as a sentence names it: `a list`, `an integer`, `text`, `nothing`."""
    if type_name in ("text", "nothing"):
        return type_name
    return f"an {type_name}" if type_name == "integer" else f"a {type_name}"


def head_of(node: Node) -> Node:
    """Return where to point for a node that may span many lines: a mapping's first key."""
    return node.entries[0].key if isinstance(node, Mapping) and node.entries else node


def strayings(node: Node | None, shape: Shape) -> Iterator[Straying]:
    """Compare a node with a shape and yield every straying, in the order of the file."""
    if node is not None:
        yield from _compare(node, node, shape, ())


def _compare(
    node: Node, holder: Node, shape: Shape, route: tuple[str | int, ...]
) -> Iterator[Straying]:
    match shape:
        case Anything():
            return
        case Keys():
            yield from _keys(node, holder, shape, route)
        case MapOf(value):
            if isinstance(node, Mapping):
                for entry in node.entries:
                    yield from _compare(entry.value, entry.key, value, (*route, entry.key.text))
            else:
                yield _wrong_type(node, holder, route, "a mapping")
        case ListOf():
            yield from _list(node, holder, shape, route)
        case Text() | Whole() | YesNo():
            yield from _scalar(node, holder, shape, route)


def _list(
    node: Node, holder: Node, shape: ListOf, route: tuple[str | int, ...]
) -> Iterator[Straying]:
    if isinstance(node, Sequence):
        for index, child in enumerate(node.items):
            yield from _compare(child, child, shape.item, (*route, index))
    elif shape.or_single and not isinstance(node, Mapping):
        yield from _compare(node, holder, shape.item, route)
    else:
        yield _wrong_type(node, holder, route, "a list")


def _keys(
    node: Node, holder: Node, shape: Keys, route: tuple[str | int, ...]
) -> Iterator[Straying]:
    if not isinstance(node, Mapping):
        yield _wrong_type(node, holder, route, "a mapping")
        return
    found = {_fold(entry.key.text, shape) for entry in node.entries}
    for name in shape.required:
        if _fold(name, shape) not in found:
            yield Straying(Sort.MISSING_KEY, holder, route, name, tuple(shape.known))
    known = {_fold(name, shape): value for name, value in shape.known.items()}
    for entry in node.entries:
        yield from _entry(entry, known, shape, route)


def _entry(
    entry: Entry, known: dict[str, Shape], shape: Keys, route: tuple[str | int, ...]
) -> Iterator[Straying]:
    name = entry.key.text
    value = known.get(_fold(name, shape))
    if value is None:
        yield Straying(Sort.UNKNOWN_KEY, entry.key, route, name, tuple(shape.known))
    else:
        yield from _compare(entry.value, entry.key, value, (*route, name))


def _fold(name: str, shape: Keys) -> str:
    return name.lower() if shape.ignore_case else name


def _scalar(
    node: Node, holder: Node, shape: Text | Whole | YesNo, route: tuple[str | int, ...]
) -> Iterator[Straying]:
    words = {Text: "text", Whole: "a whole number", YesNo: "yes or no"}[type(shape)]
    if isinstance(shape, YesNo) and shape.exact:
        words = "true or false"
    if (
        not isinstance(node, Scalar)
        or node.type_name == "null"
        or (shape.exact and not _is_exactly(node, shape))
    ):
        yield _wrong_type(node, holder, route, words)
    elif isinstance(shape, Text) and shape.choices:
        text = node.text.lower() if shape.ignore_case else node.text
        choices = [c.lower() if shape.ignore_case else c for c in shape.choices]
        if text not in choices:
            yield Straying(Sort.WRONG_VALUE, node, route, "", shape.choices, node.text)
    elif isinstance(shape, Whole):
        yield from _whole(node, shape, route)
    elif isinstance(shape, YesNo) and node.text.lower() not in ("yes", "no", "true", "false"):
        yield Straying(Sort.WRONG_VALUE, node, route, "", ("yes", "no"), node.text)


def _is_exactly(node: Scalar, shape: Text | Whole | YesNo) -> bool:
    """Return whether a reader that minds JSON's types takes the value.

    Such readers of YAML follow version 1.2, where `yes` is text, or turn dates back into text.
    """
    is_boolean = not node.quoted and node.text.lower() in ("true", "false")
    is_number = not node.quoted and bool(_JSON_NUMBER.fullmatch(node.text))
    if isinstance(shape, YesNo):
        return is_boolean
    if isinstance(shape, Whole):
        return node.type_name == "integer"
    return not is_boolean and not is_number and node.type_name not in ("integer", "number")


def _whole(node: Scalar, shape: Whole, route: tuple[str | int, ...]) -> Iterator[Straying]:
    digits = node.text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        yield Straying(Sort.WRONG_TYPE, node, route, "", ("a whole number",), node.type_name)
        return
    # Python refuses to read thousands of digits; nothing here counts that far.
    number = int(node.text) if len(digits) < 19 else 10**18
    low = shape.least is not None and number < shape.least
    high = shape.most is not None and number > shape.most
    if low or high:
        bounds = f"{shape.least}" if shape.most is None else f"{shape.least} to {shape.most}"
        words = f"{bounds} or more" if shape.most is None else bounds
        yield Straying(Sort.WRONG_VALUE, node, route, "", (words,), node.text)


def _wrong_type(node: Node, holder: Node, route: tuple[str | int, ...], expected: str) -> Straying:
    empty = isinstance(node, Scalar) and node.type_name == "null"
    found = "nothing" if empty else node.type_name
    return Straying(Sort.WRONG_TYPE, holder if empty else node, route, "", (expected,), found)
