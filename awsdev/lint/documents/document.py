"""A YAML or JSON document as a tree in which every node knows its place.

Values keep the text that stands in the file (`3.10` stays `3.10`); what YAML
1.1 would make of it is asked for separately.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from awsdev.lint.finding import Span

if TYPE_CHECKING:
    from awsdev.lint.repository.surroundings import Surroundings

_CONSTRUCTOR: Any = yaml.SafeLoader("")
_NULL, _STR = "tag:yaml.org,2002:null", "tag:yaml.org,2002:str"
_SCALAR_TYPES = {
    _NULL: "null",
    "tag:yaml.org,2002:int": "integer",
    _STR: "text",
    "tag:yaml.org,2002:bool": "boolean",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}


class DocumentError(Exception):
    """The text is no document awsdev can read.

    Args:
        message: Why, in the parser's words where it is the parser's.
        span: Where it breaks.
        over_limit: Whether it is valid but deeper or larger than awsdev takes.
    """

    def __init__(self, message: str, span: Span, *, over_limit: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.over_limit = over_limit


@dataclass(slots=True, eq=False)
class Node:
    """Any node: its place and its explicit tag (`!Ref`), if it has one."""

    span: Span
    tag: str = ""

    @property
    def type_name(self) -> str:
        """Return `mapping`, `list`, or a scalar's type in words."""
        raise NotImplementedError


@dataclass(slots=True, eq=False)
class Scalar(Node):
    """A single value.

    Attributes:
        text: What stands in the file, unquoted and unescaped.
        quoted: Whether it stands in quotes or as a block.
    """

    text: str = ""
    quoted: bool = False

    @property
    def type_name(self) -> str:
        """Return the YAML 1.1 type in words: text, integer, number, boolean, null or date."""
        return _SCALAR_TYPES.get(self.resolved_tag, "text")

    @property
    def resolved_tag(self) -> str:
        """Return the tag YAML 1.1 gives the value."""
        if self.tag in _SCALAR_TYPES:
            return self.tag
        if self.quoted:
            return _STR
        return _implicit_tag(self.text)

    @property
    def value(self) -> Any:
        """Return the value as YAML 1.1 reads it: `0755` is 493, `yes` is True."""
        tag = self.resolved_tag
        construct = _CONSTRUCTOR.yaml_constructors.get(tag, _CONSTRUCTOR.yaml_constructors[_STR])
        try:
            return construct(_CONSTRUCTOR, yaml.ScalarNode(tag, self.text))
        except (ArithmeticError, AttributeError, LookupError, ValueError):
            # Too large, or of another type than its tag says, on which PyYAML stumbles.
            return self.text


@dataclass(slots=True, eq=False)
class Entry:
    """A key and its value in a mapping."""

    key: Scalar
    value: Node


@dataclass(slots=True, eq=False)
class Mapping(Node):
    """Keys and values, in the order of the file, repeated keys included."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def type_name(self) -> str:
        """Return `mapping`."""
        return "mapping"

    def entry(self, key: str) -> Entry | None:
        """Return the entry with this key (the last one where it is repeated), or None."""
        return next((entry for entry in reversed(self.entries) if entry.key.text == key), None)

    def get(self, key: str) -> Node | None:
        """Return the value under this key, or None."""
        entry = self.entry(key)
        return entry.value if entry else None

    def mapping(self, key: str) -> Mapping:
        """Return the mapping under this key, or an empty one where there is none."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else Mapping(self.span)

    def items_of(self, key: str) -> list[Node]:
        """Return the items of the list under this key, or no items where there is none."""
        value = self.get(key)
        return value.items if isinstance(value, Sequence) else []

    def text(self, key: str) -> str:
        """Return the text of the scalar under this key, or an empty string."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else ""

    def keys(self) -> list[str]:
        """Return the keys, in order."""
        return [entry.key.text for entry in self.entries]


@dataclass(slots=True, eq=False)
class Sequence(Node):
    """A list."""

    items: list[Node] = field(default_factory=list)

    @property
    def type_name(self) -> str:
        """Return `list`."""
        return "list"


@dataclass(slots=True, eq=False)
class Document:
    """A parsed file.

    Attributes:
        root: The first document's root, or None in an empty file.
        lines: The text, by line, without line ends.
        aliases: Where the file uses an alias (`*name`).
        extra_documents: Where further documents (`---`) begin.
        path: The file as the user named it.
        surroundings: The files around it; None where it does not lie on disk.
    """

    root: Node | None
    lines: list[str]
    aliases: list[Span] = field(default_factory=list)
    extra_documents: list[Span] = field(default_factory=list)
    path: str = ""
    surroundings: Surroundings | None = None

    @property
    def mapping(self) -> Mapping:
        """Return the root where it is a mapping, else an empty mapping."""
        return self.root if isinstance(self.root, Mapping) else Mapping(Span())


def plain_value(node: Node | None) -> Any:
    """Return a node as plain Python values, repeated keys resolved to the last one.

    Only for nodes of a document that was parsed: its limits bound the result.
    """
    if isinstance(node, Mapping):
        return {entry.key.text: plain_value(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else None


def walk(node: Node | None) -> Iterator[Node]:
    """Yield a node and everything below it, each shared (aliased) node once."""
    stack, seen = [node], set[int]()
    while stack:
        current = stack.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, Mapping):
            for entry in reversed(current.entries):
                stack += [entry.value, entry.key]
        elif isinstance(current, Sequence):
            stack += reversed(current.items)


def _implicit_tag(text: str) -> str:
    """Return the tag YAML 1.1 gives a plain scalar; PyYAML's table is keyed by first character."""
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], []):
        if pattern.match(text):
            return str(tag)
    return _STR
