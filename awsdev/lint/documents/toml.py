"""A TOML file as a tree in which every node knows its place.

`tomllib` says whether a text is TOML and what its strings mean; tree-sitter says
where everything stands.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from awsdev.lint.documents.document import (
    Document,
    DocumentError,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from awsdev.lint.documents.yamltext import MAX_DEPTH
from awsdev.lint.finding import Span

if TYPE_CHECKING:
    import tree_sitter

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep"
# Blanks between the backslash and the end of a line are TOML's, but not the grammar's.
_FOLD_WITH_BLANKS = re.compile(r"\\+[ \t]+(?=\r?\n)")
_YAML_TAGS = {
    "boolean": "tag:yaml.org,2002:bool",
    "integer": "tag:yaml.org,2002:int",
    "float": "tag:yaml.org,2002:float",
    "offset_date_time": "tag:yaml.org,2002:timestamp",
    "local_date_time": "tag:yaml.org,2002:timestamp",
    "local_date": "tag:yaml.org,2002:timestamp",
    "local_time": "tag:yaml.org,2002:timestamp",
}
"""What YAML calls TOML's types: it would read `1e3` and `10:30:00` without a tag otherwise."""


def parse_toml(text: str, path: str = "") -> Document:
    """Parse TOML text.

    Args:
        text: The file's text.
        path: The file as the user named it, kept in the document.

    Raises:
        DocumentError: The text is not TOML, or is nested deeper than `MAX_DEPTH`.
    """
    places = _Places(text)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _as_document_error(error, text, places) from error
    except ValueError as error:
        # Python refuses to read thousands of digits.
        raise DocumentError("a number has too many digits", Span(), over_limit=True) from error
    except RecursionError as error:
        raise DocumentError(_TOO_DEEP, Span(), over_limit=True) from error
    return Document(_Builder(text, places).build(), text.splitlines(), path=path)


class _Places:
    """Turns offsets in a text into lines and columns.

    Args:
        text: The file's text.
    """

    def __init__(self, text: str) -> None:
        lines = text.splitlines(keepends=True)
        self._starts = list(accumulate(map(len, lines), initial=0))
        if lines and lines[-1].splitlines() == lines[-1:]:
            self._starts.pop()  # No line follows one that does not end.
        self._characters = None if text.isascii() else _characters(text)

    def of(self, node: tree_sitter.Node) -> Span:
        """Return the span of a node of tree-sitter's, which counts bytes."""
        return self.between(self.offset(node.start_byte), self.offset(node.end_byte))

    def between(self, start: int, end: int) -> Span:
        """Return the span between two offsets in characters."""
        return Span(*self._point(start), *self._point(end))

    def mark(self, offset: int) -> Span:
        """Return the span of the one character at an offset."""
        line, column = self._point(offset)
        return Span(line, column, line, column + 1)

    def offset(self, byte: int) -> int:
        """Return how many characters stand before a byte."""
        return byte if self._characters is None else self._characters[byte]

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _characters(text: str) -> array[int]:
    """Return, for each byte of the text in UTF-8 and for its end, the characters before it."""
    counts = array("L")
    for number, character in enumerate(text):
        counts.extend([number] * len(character.encode()))
    counts.append(len(text))
    return counts


_Work = tuple[Node, "tree_sitter.Node", int]
"""A value, where it comes from, and how many levels deep it lies."""


class _Builder:
    """Builds the tree from tree-sitter's.

    A table begins with its name in the header that first has it, a table in an array of
    tables with its header; both end with the last value in them.

    Args:
        text: Text that is known to be TOML.
        places: Its lines and columns.
    """

    def __init__(self, text: str, places: _Places) -> None:
        self._text, self._places = text, places
        self._root = Mapping(Span())
        # A mapping's own look-up walks through its entries; a large file has many.
        self._entries: dict[int, dict[str, Entry]] = {}

    def build(self) -> Mapping:
        """Return the root."""
        readable = _FOLD_WITH_BLANKS.sub(lambda fold: "x" * len(fold[0]), self._text)
        top = _parser().parse(readable.encode()).root_node
        if top.has_error:
            raise DocumentError("this is no TOML 1.0", self._places.of(_first_error(top)))
        nodes = _without_comments(top)
        for node in nodes:
            if node.type == "pair":
                self._pair(node, self._root, 1)
            else:
                self._table(node)
        if nodes:
            spans = [entry.value.span for entry in self._root.entries]
            first, last = self._places.of(nodes[0]), max(spans, key=_end)
            self._root.span = Span(first.line, first.column, last.end_line, last.end_column)
        return self._root

    def _table(self, node: tree_sitter.Node) -> None:
        header, *pairs = _without_comments(node)
        close = next(child for child in node.children if child.type in ("]", "]]"))
        start, end = self._places.offset(node.start_byte), self._places.offset(close.end_byte)
        span = self._places.between(start, end)
        names = self._keys(header)
        if close.type == "]]":
            *above, name = names
            way = self._way(self._root, above, 1)
            listed = self._entry(way[-1], name, Sequence(span)).value
            if isinstance(listed, Sequence):
                listed.items.append(Mapping(span))
                listed.span = _joined(listed.span, span)
        depth = len(names) + len(close.type)
        way = self._way(self._root, names, 1)
        for pair in pairs:
            self._pair(pair, way[-1], depth)
        last = _without_comments(pairs[-1])[1] if pairs else close
        span = _joined(span, self._places.of(last))
        for part in way[1:]:
            part.span = _joined(part.span, span)

    def _pair(self, pair: tree_sitter.Node, table: Mapping, depth: int) -> None:
        """Put a key and its value, and all that lies in it, into a table."""
        work = [self._put(pair, table, depth)]
        while work:
            node, source, depth = work.pop()
            if isinstance(node, Scalar):
                continue
            self._limit(depth, node.span)
            for child in _without_comments(source):
                if isinstance(node, Mapping):
                    work.append(self._put(child, node, depth))
                elif isinstance(node, Sequence):
                    node.items.append(self._value(child))
                    work.append((node.items[-1], child, depth + 1))

    def _put(self, pair: tree_sitter.Node, table: Mapping, depth: int) -> _Work:
        key, source = _without_comments(pair)
        *above, name = self._keys(key)
        way = self._way(table, above, depth)
        value = self._value(source)
        self._entry(way[-1], name, value)
        for part in way[1:]:
            part.span = _joined(part.span, value.span)
        return value, source, depth + len(above) + 1

    def _way(self, holder: Mapping, names: list[Scalar], depth: int) -> list[Mapping]:
        """Return a mapping and those that lead on from it by these names, made where need be."""
        way = [holder]
        for name in names:
            self._limit(depth + len(way), name.span)
            value = self._entry(way[-1], name, Mapping(name.span)).value
            last = value.items[-1] if isinstance(value, Sequence) else value
            if isinstance(last, Mapping):
                way.append(last)
        return way

    def _entry(self, holder: Mapping, name: Scalar, value: Node) -> Entry:
        """Return the entry of this name, made with this value where there is none."""
        entries = self._entries.setdefault(id(holder), {})
        if name.text not in entries:
            entries[name.text] = Entry(name, value)
            holder.entries.append(entries[name.text])
        return entries[name.text]

    def _limit(self, depth: int, span: Span) -> None:
        if depth > MAX_DEPTH:
            raise DocumentError(_TOO_DEEP, span, over_limit=True)

    def _keys(self, node: tree_sitter.Node) -> list[Scalar]:
        """Return the parts of a key: `a."b c"` has two."""
        parts = []
        while node.type == "dotted_key":
            node, last = node.named_children
            parts.append(last)
        return [self._key(part) for part in (node, *reversed(parts))]

    def _key(self, node: tree_sitter.Node) -> Scalar:
        source, quoted = self._source(node), node.type == "quoted_key"
        return Scalar(self._places.of(node), "", _string(source) if quoted else source, quoted)

    def _value(self, node: tree_sitter.Node) -> Node:
        """Return a value, empty where it is an array or an inline table."""
        span = self._places.of(node)
        match node.type:
            case "array":
                return Sequence(span)
            case "inline_table":
                return Mapping(span)
            case "string":
                return Scalar(span, "", _string(self._source(node)), quoted=True)
        return Scalar(span, _YAML_TAGS[node.type], self._source(node))

    def _source(self, node: tree_sitter.Node) -> str:
        start, end = node.start_byte, node.end_byte
        return self._text[self._places.offset(start) : self._places.offset(end)]


def _string(source: str) -> str:
    """Return what a string means, its quotes and escapes resolved."""
    plain = source[0] == "'" or "\\" not in source
    if plain and not source.startswith(("'''", '"""')):
        return source[1:-1]
    return str(tomllib.loads(f"value = {source}")["value"])


def _without_comments(node: tree_sitter.Node) -> list[tree_sitter.Node]:
    return [child for child in node.named_children if child.type != "comment"]


def _first_error(node: tree_sitter.Node) -> tree_sitter.Node:
    while child := next((child for child in node.children if child.has_error), None):
        node = child
    return node


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _joined(first: Span, second: Span) -> Span:
    """Return the span from where the first begins to where the later one of both ends."""
    return Span(first.line, first.column, *max(_end(first), _end(second)))


@cache
def _parser() -> tree_sitter.Parser:
    """Return the parser; imported late, for few runs meet a TOML file."""
    import tree_sitter  # noqa: PLC0415 - starting up matters
    import tree_sitter_toml  # noqa: PLC0415 - starting up matters

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))


def _as_document_error(error: tomllib.TOMLDecodeError, text: str, places: _Places) -> DocumentError:
    words = str(error)
    found = _PLACE.search(words)
    if found and found[1]:
        # To tomllib a line ends with a line feed and nothing else.
        above = text.split("\n")[: int(found[1]) - 1]
        offset = sum(len(line) + 1 for line in above) + int(found[2]) - 1
    else:
        offset = len(text.rstrip("\r\n"))
    return DocumentError(_PLACE.sub("", words), places.mark(offset))
