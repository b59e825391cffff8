"""YAML and JSON text as a tree in which every node knows its place.

The tree is built from PyYAML's parser events with a stack of our own, so
neither deep nesting nor a ring of aliases can exhaust anything: both end in
`DocumentError`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from awsdev.lint.documents import jsontext
from awsdev.lint.documents.document import (
    Document,
    DocumentError,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from awsdev.lint.finding import Span

MAX_DEPTH = 200
"""Nesting beyond which a document is refused. CloudFormation templates rarely pass 20."""
MAX_NODES_WITH_ALIASES = 200_000
"""Nodes after every alias is expanded: what an alias bomb runs into."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml has a limit of its own, and looks far ahead: it names no place of use.
_LIMIT_OF_LIBYAML = "maximum nesting depth"


def parse_yaml(text: str, path: str = "") -> Document:
    """Parse YAML or JSON text.

    Args:
        text: The file's text.
        path: The file as the user named it, kept in the document.

    Raises:
        DocumentError: The text is not YAML or JSON, is nested deeper than
            `MAX_DEPTH`, or its aliases expand to more than
            `MAX_NODES_WITH_ALIASES` nodes.
    """
    try:
        return _parse(text, path, _LOADER)
    except yaml.MarkedYAMLError as error:
        if _LIMIT_OF_LIBYAML in (error.problem or ""):
            return _parse(text, path, yaml.SafeLoader)
        raise DocumentError(_parser_words(error), _mark_span(error)) from error
    except yaml.reader.ReaderError as error:
        raise DocumentError(_reader_words(error), _reader_span(text, error)) from error


def _parse(text: str, path: str, loader: Any) -> Document:
    is_json = jsontext.needs_help(text)
    builder = _Builder(Document(None, text.splitlines(), path=path), is_json=is_json)
    for event in yaml.parse(jsontext.as_yaml(text) if is_json else text, Loader=loader):
        builder.take(event)
    return builder.document


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
    return Span.behind(text[:position])
