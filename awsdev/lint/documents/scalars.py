"""Where each character of a scalar stands in the file, whatever style it is written in.

A scalar's text is not what stands in the file: quotes have escapes, blocks are
indented, lines are folded. The file is read once more here, in the scalar's own
style, and only a reading that gives the very same text is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from awsdev.lint.documents.document import Scalar
from awsdev.lint.finding import Span

_BLANKS = " \t"
_PROPERTY = re.compile(r"[&!]\S*")
_HEADER = re.compile(r"[|>](?:[+-]?([1-9])|([1-9])?[+-]?)[ \t]*(?:#.*)?$")
_PAIR = re.compile(r"\\u[dD]([89abAB]\w\w)\\u[dD]([c-fC-F]\w\w)")
"""How JSON escapes a character beyond U+FFFF."""
_NUMBERED = re.compile(r"\\(?:x(\w{2})|u(\w{4})|U(\w{8}))")
_NAMED = {
    "0": "\0",
    "a": "\x07",
    "b": "\x08",
    "t": "\t",
    "n": "\n",
    "v": "\x0b",
    "f": "\x0c",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
"""Escapes by their letter; any other character stands for itself."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A character of the text and where the file has it, counted from 0.

    The end of a line takes no room, whether it stays one or is folded into a blank.
    """

    text: str
    line: int
    start: int
    end: int


class ScalarPlaces:
    """The places of a scalar's characters.

    Args:
        scalar: The scalar.
        lines: The lines of its file, without line ends.
    """

    def __init__(self, scalar: Scalar, lines: list[str]) -> None:
        self._whole = scalar.span
        self._pieces: list[_Piece] = []
        for reading in _readings(scalar.span, lines):
            pieces = list(islice(reading, len(scalar.text)))
            if "".join(piece.text for piece in pieces) == scalar.text:
                self._pieces = pieces
                break

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the text stands; the whole scalar where that cannot be told.

        Args:
            start: The offset of its first character.
            end: The offset after its last one.
        """
        if not self._pieces:
            return self._whole
        last = self._pieces[min(max(start + 1, end), len(self._pieces)) - 1]
        first = self._pieces[start] if start < len(self._pieces) else None
        line, column = (first.line, first.start) if first else (last.line, last.end)
        if end <= start:
            return Span(line + 1, column + 1, line + 1, column + 1)
        return Span(line + 1, column + 1, last.line + 1, last.end + 1)


def _readings(span: Span, lines: list[str]) -> Iterator[Iterator[_Piece]]:
    """Yield the ways to read what stands there: more than one where a block says its indent."""
    number, column = _begin(span, lines)
    if number >= len(lines):
        return
    rest = lines[number][column:]
    if header := _HEADER.match(rest):
        for indent in _indents(lines, number + 1, told=any(header.groups())):
            yield _block(lines, number + 1, indent, folded=rest[0] == ">")
    elif rest[0] == '"':
        yield _flow(lines, number, column + 1, _double_quoted)
    elif rest[0] == "'":
        yield _flow(lines, number, column + 1, _single_quoted)
    else:
        yield _flow(lines, number, column, _plain)


def _begin(span: Span, lines: list[str]) -> tuple[int, int]:
    """Return where the value itself begins, after its anchor and its tag."""
    number, column = span.line - 1, span.column - 1
    while number < len(lines):
        line = lines[number]
        column = _after_blanks(line, column)
        if column == len(line) or line[column] == "#":
            number, column = number + 1, 0
        elif found := _PROPERTY.match(line, column):
            column = found.end()
        else:
            break
    return number, column


def _after_blanks(line: str, column: int) -> int:
    while column < len(line) and line[column] in _BLANKS:
        column += 1
    return column


def _flow(
    lines: list[str], number: int, column: int, read: Callable[[str, int], tuple[str, int]]
) -> Iterator[_Piece]:
    """Read a plain or quoted scalar; where it ends shows in how much of it is wanted.

    Args:
        lines: The lines of the file.
        number: The line it begins on.
        column: Where on that line.
        read: Returns the character at a column and how much room it takes.
    """
    while number < len(lines):
        line, escaped = lines[number], False
        while (filled := _after_blanks(line, column)) < len(line):
            for blank in range(column, filled):
                yield _Piece(line[blank], number, blank, blank + 1)
            text, width = read(line, filled)
            escaped = not text
            if text:
                yield _Piece(text, number, filled, filled + width)
            column = filled + width
        following = number + 1
        while following < len(lines) and not lines[following].strip(_BLANKS):
            following += 1
        if following == number + 1 and not escaped:
            yield _Piece(" ", number, column, column)
        for blank in range(number + 1, following):
            yield _Piece("\n", blank, len(lines[blank]), len(lines[blank]))
        number = following
        column = _after_blanks(lines[number], 0) if number < len(lines) else 0


def _plain(line: str, column: int) -> tuple[str, int]:
    return line[column], 1


def _single_quoted(line: str, column: int) -> tuple[str, int]:
    return line[column], 2 if line.startswith("''", column) else 1


def _double_quoted(line: str, column: int) -> tuple[str, int]:
    """Return the character at a column and its width; no character for an escaped line end."""
    if line[column] != "\\":
        return line[column], 1
    if pair := _PAIR.match(line, column):
        high, low = (int(digits, 16) for digits in pair.groups())
        return chr(0x10000 + ((high - 0x800) << 10) + (low - 0xC00)), len(pair.group())
    if numbered := _NUMBERED.match(line, column):
        return _character(next(filter(None, numbered.groups()))), len(numbered.group())
    letter = line[column + 1 : column + 2]
    return _NAMED.get(letter, letter), 1 + len(letter)


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        # No parser takes it; whatever is returned makes the readings differ.
        return "\0"


def _indents(lines: list[str], first: int, *, told: bool) -> Iterator[int]:
    """Yield how far a block may be indented: as far as its first line, or less where it is told."""
    filled = next((line for line in lines[first:] if line.strip(" ")), "")
    deepest = len(filled) - len(filled.lstrip(" "))
    yield from range(deepest, -1, -1) if told else (deepest,)


def _block(lines: list[str], number: int, indent: int, *, folded: bool) -> Iterator[_Piece]:
    """Read a literal or folded block; how it is chomped shows in how much of it is wanted."""
    while number < len(lines) and _is_inside(lines[number], indent):
        rest = lines[number][indent:]
        for column, character in enumerate(rest, start=indent):
            yield _Piece(character, number, column, column + 1)
        following = number + 1
        while following < len(lines) and _is_empty(lines[following], indent):
            following += 1
        below = lines[following] if following < len(lines) else ""
        flush = rest[:1] not in _BLANKS and below[indent : indent + 1] not in _BLANKS
        joined = folded and flush and _is_inside(below, indent)
        end = len(lines[number])
        if not joined:
            yield _Piece("\n", number, end, end)
        elif following == number + 1:
            yield _Piece(" ", number, end, end)
        for blank in range(number + 1, following):
            yield _Piece("\n", blank, len(lines[blank]), len(lines[blank]))
        number = following


def _is_empty(line: str, indent: int) -> bool:
    return len(line) <= indent and not line.strip(" ")


def _is_inside(line: str, indent: int) -> bool:
    return not line[:indent].strip(" ")
