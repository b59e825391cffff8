"""The fixes that rules give: a value quoted as it stands, a key respelt, a list put around it.

No fix is given where the replacement is not certain: at an anchor or a tag, in what an alias
uses a second time, beside a merge key, or at a value that takes more than one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, walk
from awsdev.lint.documents.merges import shared_nodes
from awsdev.lint.finding import Edit, Fix, Span
from awsdev.names import only_near

_QUOTES = ('"', "'")
_PLAIN_EVERYWHERE = re.compile(r"[A-Za-z0-9_/][A-Za-z0-9_./*$-]*")
"""What may stand without quotes in a block as well as between brackets."""
_INDICATORS = "{[&*!|>\"'%@`?"
"""What a command that is quoted as it stands does not begin with."""


class Fixes:
    """Gives the fixes of one document.

    Args:
        document: The document the rule looks at.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._claims: dict[int, Counter[str]] = {}

    def quote(self, node: Node, label: str = "quote the value") -> Fix | None:
        """Return what puts a plain value in quotes, as it stands."""
        written = self._written(node)
        if not isinstance(node, Scalar) or node.quoted or not written:
            return None
        return _edit(label, node.span, _quoted(written))

    def unquote(self, node: Node, label: str = "take the quotes away") -> Fix | None:
        """Return what takes a value's quotes away."""
        written = self._written(node)
        if not isinstance(node, Scalar) or written[:1] not in _QUOTES:
            return None
        return _edit(label, node.span, node.text.strip())

    def write(self, node: Node, text: str, *, plain: bool = False) -> Fix | None:
        """Return what writes another value, in the quotes that are there.

        Args:
            node: The value, or a key.
            text: What shall stand there.
            plain: Whether it shall stand there without quotes.
        """
        written = self._written(node)
        if not written:
            return None
        quote = written[0] if written[0] in _QUOTES else '"' if self._needs_quotes(text) else ""
        return _edit(f"write {text}", node.span, text if plain else f"{quote}{text}{quote}")

    def respell(self, key: Node, meant: str) -> Fix | None:
        """Return what gives a key another name, where its mapping does not have that already."""
        holder = self._holders.get(id(key))
        if not meant or holder is None or not isinstance(key, Scalar):
            return None
        taken = {name.lower() for name in holder.keys() if name != key.text}  # noqa: SIM118
        repeated = holder.keys().count(key.text) > 1
        if repeated or "<<" in taken or (meant.lower() in taken):
            return None
        return self.write(key, meant)

    def respell_near(self, key: Node, expected: Iterable[str]) -> Fix | None:
        """Return what gives a key the one name it is a slip of, where there is just one.

        Two slips of one name in a mapping leave open which is meant.
        """
        holder, names = self._holders.get(id(key)), tuple(expected)
        if holder is None or not isinstance(key, Scalar):
            return None
        meant = only_near(key.text, names)
        if id(holder) not in self._claims:
            near = (only_near(name, names) for name in dict.fromkeys(holder.keys()))
            self._claims[id(holder)] = Counter(near)
        return self.respell(key, meant) if self._claims[id(holder)][meant] == 1 else None

    def list_of_one(self, node: Node) -> Fix | None:
        """Return what puts brackets around a value."""
        written = self._written(node)
        if not isinstance(node, Scalar) or not written:
            return None
        safe = node.quoted or _PLAIN_EVERYWHERE.fullmatch(written) or node.type_name != "text"
        return _edit("write a list", node.span, f"[{written if safe else _quoted(written)}]")

    def quote_line(self, node: Node, label: str = "quote the command") -> Fix | None:
        """Return what makes one text of `words: words`, where that stands on one line alone."""
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            return None
        key, value = node.entries[0].key, node.entries[0].value
        if self._is_shared(key) or self._is_shared(value):
            return None
        start, end = node.span, value.span
        if end.end_line != start.line or start.line > len(self._document.lines):
            return None
        line = self._document.lines[start.line - 1]
        text = line[start.column - 1 :].rstrip()
        # Between brackets the rest of the line is not the command's.
        reaches = max(end.end_column, key.span.end_column + 1) == start.column + len(text)
        if not reaches or " #" in text or text[0] in _INDICATORS:
            return None
        span = Span(start.line, start.column, start.line, start.column + len(text))
        return _edit(label, span, "'" + text.replace("'", "''") + "'")

    def _written(self, node: Node) -> str:
        """Return a value as the file has it, quotes included; empty where no fix is certain."""
        span, lines = node.span, self._document.lines
        single = span.line == span.end_line <= len(lines)
        if not isinstance(node, Scalar) or node.tag.startswith("!") or not single:
            return ""
        written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        # An anchor or a tag before the value, or escapes in it, and this is something else.
        forms = {f"{quote}{node.text}{quote}" for quote in _QUOTES} if node.quoted else {node.text}
        return written if written in forms and not self._is_shared(node) else ""

    def _is_shared(self, node: Node) -> bool:
        return id(node) in self._shared

    def _needs_quotes(self, text: str) -> bool:
        """Return whether a text without quotes would be no text; in JSON none is."""
        head = next((line.strip() for line in self._document.lines if line.strip()), "")
        return head[:1] in ("{", "[") or Scalar(Span(), text=text).type_name != "text"

    @cached_property
    def _shared(self) -> set[int]:
        """The nodes that an alias uses a second time, and all below them."""
        shared = shared_nodes(self._document)
        return {
            id(below)
            for node in walk(self._document.root)
            if id(node) in shared
            for below in walk(node)
        }

    @cached_property
    def _holders(self) -> dict[int, Mapping]:
        """The mappings by the identities of their keys."""
        mappings = (node for node in walk(self._document.root) if isinstance(node, Mapping))
        return {id(entry.key): mapping for mapping in mappings for entry in mapping.entries}


def _edit(label: str, span: Span, text: str) -> Fix:
    return Fix(label, (Edit(span, text),))


def _quoted(text: str) -> str:
    """Return a plain text of one line in quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
