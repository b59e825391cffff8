"""A cursor over a template's text, faults, and steps that may nest without end."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

_BLANKS = re.compile(r"[ \t\r\n]*")


class Sort(Enum):
    """The ways a template breaks the language's grammar."""

    UNCLOSED = auto()
    """A directive whose `#end` is missing."""
    STRAY = auto()
    """An `#end`, `#else` or `#elseif` that belongs to nothing."""
    UNFINISHED = auto()
    """Quotes, parentheses or braces that begin and do not end."""
    SWALLOWED = auto()
    """A comment that does not end, to which Velocity has no objection."""
    MALFORMED = auto()
    """Anything else that does not fit."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a template breaks the grammar.

    Attributes:
        sort: In which way.
        start: Where, as an offset.
        end: Where it ends.
        message: What is wrong, as a finding says it.
        hint: What to do; may be empty.
    """

    sort: Sort
    start: int
    end: int
    message: str
    hint: str = ""


class GrammarError(Exception):
    """Ends the parsing of one expression.

    Args:
        fault: Why.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Cursor:
    """Where the parser stands.

    Args:
        text: The whole template.
        at: Where to begin.
        end: Where to stop.
    """

    def __init__(self, text: str, at: int = 0, end: int | None = None) -> None:
        self.text = text
        self.at = at
        self.end = len(text) if end is None else end

    @property
    def next(self) -> str:
        """Return the character the cursor stands at; empty at the end."""
        return self.text[self.at] if self.at < self.end else ""

    def looks_at(self, words: str) -> bool:
        """Return whether these characters come next."""
        return self.text.startswith(words, self.at, self.end)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of a pattern at the cursor, which stays where it is."""
        return pattern.match(self.text, self.at, self.end)

    def skip_blanks(self) -> None:
        """Move over blanks and line ends."""
        found = self.match(_BLANKS)
        self.at = found.end() if found else self.at

    def refuse(self, sort: Sort, message: str, hint: str = "", *, start: int = -1) -> GrammarError:
        """Return an exception for a fault at the cursor, or from `start` to it."""
        begin = self.at if start < 0 else start
        end = max(self.at if start >= 0 else begin + 1, begin + 1)
        return GrammarError(Fault(sort, begin, min(end, self.end) or 1, message, hint))

    def named_next(self) -> str:
        """Return what comes next, in words for a message."""
        if not self.next:
            return "the end"
        found = self.match(re.compile(r"\w+|\S|\s"))
        return "a line end" if self.next == "\n" else found[0] if found else self.next


MAX_DEPTH = 2000
"""Steps inside steps: some hundred parentheses, where Velocity's own parser gives up as well."""

Steps = Generator[Any, Any, Any]
"""A parsing function that yields the parsing functions it needs and gets their results."""


def complete(steps: Steps, cursor: Cursor) -> Any:
    """Run a parsing function to its end; what nests is kept in a list, not on Python's stack.

    Raises:
        GrammarError: The text breaks the grammar, or nests deeper than `MAX_DEPTH`.
    """
    stack, result = [steps], None
    while stack:
        if len(stack) > MAX_DEPTH:
            raise cursor.refuse(Sort.MALFORMED, "expressions are nested too deeply", "split them")
        try:
            inner = stack[-1].send(result)
        except StopIteration as done:
            stack.pop()
            result = done.value
        else:
            stack.append(inner)
            result = None
    return result
