"""Lines and columns as positions in a text."""

from __future__ import annotations

from itertools import accumulate


class Offsets:
    """Turns places of a text into positions in it; the way back is a parser's affair.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        lines = text.splitlines(keepends=True)
        self._starts = list(accumulate(map(len, lines), initial=0))

    def of(self, line: int, column: int) -> int:
        """Return the position of a place, counted from 1; the text's end where it lies beyond."""
        end = self._starts[-1]
        return min(self._starts[line - 1] + column - 1, end) if line <= len(self._starts) else end
