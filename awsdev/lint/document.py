"""A YAML or JSON document as a tree in which every node knows its place.

The tree is built from PyYAML's parser events with a stack of our own, so
neither deep nesting nor a ring of aliases can exhaust anything: both end in
`DocumentError`. Values keep the text that stands in the file (`3.10` stays
`3.10`); what YAML 1.1 would make of it is asked for separately.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from awsdev.lint import jsontext
from awsdev.lint.finding import Span

MAX_DEPTH = 200
"""Nesting beyond which a document is refused. CloudFormation templates rarely pass 20."""
MAX_NODES_WITH_ALIASES = 200_000
"""Nodes after every alias is expanded: what an alias bomb runs into."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
    """

    root: Node | None
    lines: list[str]
    aliases: list[Span] = field(default_factory=list)
    extra_documents: list[Span] = field(default_factory=list)
    path: str = ""

    @property
    def mapping(self) -> Mapping:
        """Return the root where it is a mapping, else an empty mapping."""
        return self.root if isinstance(self.root, Mapping) else Mapping(Span())


def parse(text: str, path: str = "") -> Document:
    """Parse YAML or JSON text.

    Args:
        text: The file's text.
        path: The file as the user named it, kept in the document.

    Raises:
        DocumentError: The text is not YAML or JSON, is nested deeper than
            `MAX_DEPTH`, or its aliases expand to more than
            `MAX_NODES_WITH_ALIASES` nodes.
    """
    is_json = jsontext.needs_help(text)
    builder = _Builder(Document(None, text.splitlines(), path=path), is_json=is_json)
    try:
        for event in yaml.parse(jsontext.as_yaml(text) if is_json else text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise DocumentError(_parser_words(error), _mark_span(error)) from error
    except yaml.reader.ReaderError as error:
        raise DocumentError(_reader_words(error), _reader_span(text, error)) from error
    return builder.document


def plain_value(node: Node | None) -> Any:
    """Return a node as plain Python values, repeated keys resolved to the last one.

    Only for nodes of a document that `parse` accepted: its limits bound the result.
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


@dataclass(slots=True)
class _Extent:
    """How many nodes a node stands for, and how many levels of them, aliases expanded."""

    nodes: int = 1
    levels: int = 0


class _Builder:
    """Builds the tree from parser events, counting depth and alias expansion."""

    def __init__(self, document: Document, *, is_json: bool = False) -> None:
        self.document = document
        self._is_json = is_json
        self._stack: list[Mapping | Sequence] = []
        self._keys: list[Scalar | None] = []
        self._anchors: dict[str, Node] = {}
        self._anchor_names: list[str | None] = []
        self._extents: dict[int, _Extent] = {}
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Handle one event."""
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                self._anchors.clear()
                if self._documents > 1:
                    self.document.extra_documents.append(_event_span(event))
            case yaml.ScalarEvent():
                quoted = event.style not in (None, "") or not event.implicit[0]
                text = jsontext.with_pairs_joined(event.value) if self._is_json else event.value
                self._add(Scalar(_event_span(event), event.tag or "", text, quoted), event)
            case yaml.SequenceStartEvent():
                self._open(Sequence(_event_span(event), event.tag or ""), event)
            case yaml.MappingStartEvent():
                self._open(Mapping(_event_span(event), event.tag or ""), event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close(event)
            case yaml.AliasEvent():
                self._alias(event)

    def _open(self, node: Mapping | Sequence, event: yaml.CollectionStartEvent) -> None:
        self._limit_depth(1, node.span)
        self._stack.append(node)
        self._keys.append(None)
        self._anchor_names.append(event.anchor)
        self._extents[id(node)] = _Extent(levels=1)

    def _close(self, event: yaml.Event) -> None:
        node, anchor = self._stack.pop(), self._anchor_names.pop()
        self._keys.pop()
        start, end = node.span, _event_span(event)
        node.span = Span(start.line, start.column, end.end_line, end.end_column)
        if anchor:
            self._anchors[anchor] = node
        self._attach(node, self._extents[id(node)] if anchor else self._extents.pop(id(node)))

    def _add(self, node: Scalar, event: yaml.ScalarEvent) -> None:
        if event.anchor:
            self._anchors[event.anchor] = node
            self._extents[id(node)] = _Extent()
        self._attach(node, _Extent())

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = _event_span(event)
        self.document.aliases.append(span)
        target = self._anchors.get(event.anchor or "")
        if target is None:
            open_one = event.anchor in self._anchor_names
            why = "refers to itself" if open_one else "has no anchor"
            raise DocumentError(f"the alias *{event.anchor} {why}", span)
        extent = self._extents[id(target)]
        self._limit_depth(extent.levels, span)
        self._attach(target, extent, span)

    def _limit_depth(self, further: int, span: Span) -> None:
        if len(self._stack) + further > MAX_DEPTH:
            words = f"nested more than {MAX_DEPTH} levels deep"
            raise DocumentError(words, span, over_limit=True)

    def _attach(self, node: Node, extent: _Extent, span: Span | None = None) -> None:
        if not self._stack:
            if self._documents == 1:
                self.document.root = node
            return
        parent = self._stack[-1]
        whole = self._extents[id(parent)]
        whole.nodes += extent.nodes
        whole.levels = max(whole.levels, extent.levels + 1)
        if whole.nodes > MAX_NODES_WITH_ALIASES and self.document.aliases:
            raise DocumentError(
                f"its aliases expand to more than {MAX_NODES_WITH_ALIASES:,} values",
                span or node.span,
                over_limit=True,
            )
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._keys[-1]) is None:
            self._keys[-1] = _as_key(node)
        else:
            parent.entries.append(Entry(key, node))
            self._keys[-1] = None


def _as_key(node: Node) -> Scalar:
    if not isinstance(node, Scalar):
        raise DocumentError(f"a {node.type_name} stands where a key belongs", node.span)
    return node


def _implicit_tag(text: str) -> str:
    """Return the tag YAML 1.1 gives a plain scalar; PyYAML's table is keyed by first character."""
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], []):
        if pattern.match(text):
            return str(tag)
    return _STR


def _event_span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Span()
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _mark_span(error: yaml.MarkedYAMLError) -> Span:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Span()
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _parser_words(error: yaml.MarkedYAMLError) -> str:
    words = [str(part).strip() for part in (error.context, error.problem) if part]
    return ", ".join(words) or "not valid YAML"


def _reader_words(error: yaml.reader.ReaderError) -> str:
    if isinstance(error.character, int):
        return f"the character U+{error.character:04X} is not allowed in YAML"
    return str(error.reason)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _reader_span(text: str, error: yaml.reader.ReaderError) -> Span:
    """Find the character the reader refused: its own position counts bytes or characters."""
    found = _CONTROL.search(text)
    position = found.start() if found else min(int(error.position), len(text))
    before = text[:position]
    line, column = before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
    return Span(line, column, line, column + 1)
