"""A fragment of a template spliced into a template: what stands there keeps every byte.

The fragment is a template of its own in YAML (`Resources`, `Outputs`, …). Each of its keys that
the template does not have is inserted as text, behind the last entry of the mapping it belongs to
and at that mapping's indentation; where both have a key, what is below is compared in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.errors import AwsdevError, Status
from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.kinds import TEMPLATE_SECTIONS

_STEP = 2
"""Blanks by which fragments are indented."""
_DASHES = re.compile(r"(?:- +)+")


@dataclass(frozen=True, slots=True)
class _Insertion:
    """Lines to be inserted behind a line of the template, from 1; 0 for before the first."""

    behind: int
    lines: list[str]


def splice(text: str, fragment: str, path: str = "") -> str:
    """Return a template with a fragment in it.

    Args:
        text: The template, in YAML.
        fragment: What to insert, in YAML, indented by two blanks.
        path: The template's path, for messages.

    Raises:
        DocumentError: One of the two is not YAML.
        AwsdevError: The template has one of the keys with another value, or is written in a way
            that cannot be added to safely.
    """
    template, addition = parse_yaml(text, path), parse_yaml(fragment)
    if not isinstance(template.root, Mapping) or template.extra_documents:
        raise _unsafe(path, 1, "it is not one mapping")
    end = "\r\n" if "\r\n" in text else "\n"
    splicing = _Splicing(template, addition, path)
    insertions = list(splicing.insertions(template.root, addition.mapping, ()))
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    # The last ones first, so that the lines before stay where they are.
    insertions.sort(key=lambda each: each.behind)
    for insertion in reversed(insertions):
        lines[insertion.behind : insertion.behind] = [
            line + end.removesuffix("\n") for line in insertion.lines
        ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Splicing:
    template: Document
    addition: Document
    path: str

    def insertions(
        self, there: Mapping, new: Mapping, route: tuple[str, ...]
    ) -> Iterator[_Insertion]:
        """Yield what has to be inserted so that a mapping holds all of another."""
        missing = []
        for entry in new.entries:
            name = entry.key.text
            present = there.entry(name)
            if present is None:
                missing.append(entry)
            elif route == ("Parameters",) and _same_type(present.value, entry.value):
                # What the template says of its own parameter stands.
                continue
            elif isinstance(present.value, Mapping) and isinstance(entry.value, Mapping):
                self._refuse_alias(present, (*route, name))
                yield from self.insertions(present.value, entry.value, (*route, name))
            elif not same(present.value, entry.value):
                where = ".".join((*route, name))
                raise AwsdevError(
                    f"{self.path}:{present.key.span.line}: {where} is there already, and differs",
                    "nothing was written",
                    Status.NO,
                )
        if missing and not route:
            yield from (self._section(entry) for entry in missing)
        elif missing:
            yield self._behind(there, missing, route)

    def _behind(self, there: Mapping, missing: list[Entry], route: tuple[str, ...]) -> _Insertion:
        """Return an insertion behind the last entry of a mapping."""
        first = there.span
        opening = self.template.lines[first.line - 1][first.column - 1 :]
        where = ".".join(route)
        if opening.startswith("{"):
            raise _unsafe(self.path, first.line, f"{where} is written in braces")
        if not there.entries:
            raise _unsafe(self.path, first.line, f"{where} is empty")
        indent = there.entries[0].key.span.column - 1
        apart = self._apart(there) or (len(there.entries) == 1 and route == ("Resources",))
        lines: list[str] = []
        for entry in missing:
            if apart and (lines or there.entries):
                lines.append("")
            lines += self._lines(entry, indent)
        return _Insertion(self._end(there, indent), lines)

    def _section(self, entry: Entry) -> _Insertion:
        """Return the insertion of a section at its place among the sections that are there."""
        root = self.template.mapping
        place = TEMPLATE_SECTIONS.index(entry.key.text)
        later = TEMPLATE_SECTIONS[place + 1 :]
        follower = next((each for each in root.entries if each.key.text in later), None)
        lines = self._lines(entry, 0)
        if follower is None:
            return _Insertion(self._end(root, 0), ["", *lines])
        return _Insertion(self._begin(follower) - 1, [*lines, ""])

    def _lines(self, entry: Entry, indent: int) -> list[str]:
        """Return an entry of the addition at an indentation, comments above it included."""
        source = self.addition.lines
        first = entry.key.span.line
        while first > 1 and source[first - 2].lstrip().startswith("#"):
            first -= 1
        column = entry.key.span.column - 1
        last = entry.key.span.line
        while last < len(source) and _belongs(source[last], column):
            last += 1
        block = source[first - 1 : last]
        while block and not block[-1].strip():
            block.pop()
        step = self._step()
        return list(_indented(block, column, indent, step))

    def _step(self) -> int:
        """Return by how many blanks the template indents its resources."""
        entries = self.template.mapping.mapping("Resources").entries
        return entries[0].key.span.column - 1 if entries else _STEP

    def _end(self, there: Mapping, indent: int) -> int:
        """Return the last line of a block mapping, without comments that belong to what follows."""
        lines = self.template.lines
        last = there.entries[-1]
        line = max(last.key.span.line, self._last_line(last.value))
        while line < len(lines) and _belongs(lines[line], indent):
            line += 1
        while not lines[line - 1].strip() or _is_comment_left_of(lines[line - 1], indent):
            line -= 1
        return line

    def _last_line(self, node: Node) -> int:
        """Return a line of a value; only lines that are indented further may still belong to it."""
        opening = self.template.lines[node.span.line - 1][node.span.column - 1 :][:1]
        if opening in ("|", ">"):
            return node.span.line
        if opening not in ("{", "[") and isinstance(node, Mapping) and node.entries:
            return self._last_line(node.entries[-1].value)
        if opening not in ("{", "[") and isinstance(node, Sequence) and node.items:
            return self._last_line(node.items[-1])
        return node.span.end_line

    def _begin(self, entry: Entry) -> int:
        """Return the first line of a section, the comments above it included."""
        line = entry.key.span.line
        while line > 1 and self.template.lines[line - 2].startswith("#"):
            line -= 1
        return line

    def _apart(self, there: Mapping) -> bool:
        """Return whether empty lines stand between the entries of a mapping."""
        return any(
            not self.template.lines[self._begin_of(entry) - 2].strip()
            for entry in there.entries[1:]
        )

    def _begin_of(self, entry: Entry) -> int:
        line = entry.key.span.line
        while line > 1 and self.template.lines[line - 2].lstrip().startswith("#"):
            line -= 1
        return line

    def _refuse_alias(self, entry: Entry, route: tuple[str, ...]) -> None:
        """Refuse to write into a value that stands elsewhere and means more than one place."""
        before = entry.value.span.line < entry.key.span.line
        if before or "<<" in (entry.value.keys() if isinstance(entry.value, Mapping) else ()):
            where = ".".join(route)
            raise _unsafe(self.path, entry.key.span.line, f"{where} is written by an alias")


def same(one: Node | None, other: Node | None) -> bool:
    """Return whether two nodes mean the same, tags included, wherever they stand."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = {*one.keys(), *other.keys()}
        return all(same(one.get(key), other.get(key)) for key in keys)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(map(same, one.items, other.items))
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return (one.text, one.tag) == (other.text, other.tag)
    return False


def _same_type(one: Node, other: Node) -> bool:
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    return one.text("Type") == other.text("Type")


def _unsafe(path: str, line: int, why: str) -> AwsdevError:
    return AwsdevError(
        f"{path}:{line}: nothing can be added safely: {why}",
        "write it out as a block, one key on a line",
        Status.NO,
    )


def _belongs(line: str, column: int) -> bool:
    """Return whether a line goes on with the entry whose key stands in a column, from 0."""
    return not line.strip() or len(line) - len(line.lstrip(" ")) > column


def _is_comment_left_of(line: str, column: int) -> bool:
    stripped = line.lstrip(" ")
    return stripped.startswith("#") and len(line) - len(stripped) < column


def _indented(block: list[str], column: int, indent: int, step: int) -> Iterator[str]:
    """Yield lines moved from a column to an indentation, each level inside at the template's step.

    Args:
        block: Lines of the fragment.
        column: Where its key stands, from 0.
        indent: Where it shall stand.
        step: By how much the template indents.
    """
    # Where levels of the block began, and where they begin now.
    levels = [(column, indent)]
    for line in block:
        words = line.lstrip(" ")
        if not words:
            yield ""
            continue
        at = len(line) - len(words)
        while len(levels) > 1 and at < levels[-1][0]:
            levels.pop()
        begun, moved = levels[-1]
        if at > begun:
            moved += step
            levels.append((at, moved))
        yield " " * moved + words
        if dashes := _DASHES.match(words):
            # What follows a dash stands below what stands beside it.
            levels.append((at + dashes.end(), moved + dashes.end()))
