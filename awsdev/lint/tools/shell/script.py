"""A script put together from the commands of a file, and the way back from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from awsdev.lint.documents.document import Scalar

_COMMENT = re.compile(r"[ \t]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Origin:
    """A part of a command.

    Attributes:
        command: The command.
        start: The offset of the part's first character in the command's text.
        end: The offset after its last one.
    """

    command: Scalar
    start: int
    end: int


class Script:
    """Commands as one script.

    Args:
        opening: Lines that come before all commands.
    """

    def __init__(self, *opening: str) -> None:
        # Were the first line a comment, what it says to shellcheck would go for all commands.
        self._lines = [":", *opening]
        self._origins: list[tuple[Scalar, int] | None] = [None] * len(self._lines)

    @property
    def data(self) -> bytes:
        """Return the script's text."""
        return "".join(f"{line}\n" for line in self._lines).encode(errors="replace")

    def add(self, command: Scalar, *, grouped: bool = False) -> None:
        """Append a command; one of nothing but comments is none.

        Args:
            command: The command.
            grouped: Whether to put it in braces, so that it cannot go on in the next one. The
                comments in front of it stay in front: what they say goes for all of it.
        """
        lines = command.text.split("\n")
        bare = next((n for n, line in enumerate(lines) if not _COMMENT.match(line)), len(lines))
        if bare == len(lines):
            # What it says to shellcheck would go for the next command.
            return
        offset = 0
        for number, line in enumerate(lines):
            if grouped and number == bare:
                self._put("{")
            self._put(line, (command, offset))
            offset += len(line) + 1
        # A backslash at the very end takes the line end that follows.
        self._put("")
        if grouped:
            self._put("}")

    def _put(self, line: str, origin: tuple[Scalar, int] | None = None) -> None:
        self._lines.append(line)
        self._origins.append(origin)

    def origin(self, line: int, column: int, end_line: int, end_column: int) -> Origin | None:
        """Return which part of which command a place is; None where no command begins there.

        Lines and columns count from 1. What ends behind its command ends with it.
        """
        begin, end = self._at(line, column), self._at(end_line, end_column)
        if begin is None:
            return None
        command, start = begin
        inside = end is not None and end[0] is command
        return Origin(command, start, end[1] if end and inside else len(command.text))

    def end(self) -> Origin:
        """Return the very end of the last command."""
        command = next(origin[0] for origin in reversed(self._origins) if origin)
        end = len(command.text.rstrip())
        return Origin(command, max(end - 1, 0), end)

    def _at(self, line: int, column: int) -> tuple[Scalar, int] | None:
        origin = self._origins[line - 1] if 0 < line <= len(self._origins) else None
        return (origin[0], origin[1] + column - 1) if origin else None
