"""Find in a page: Korean inside of words and however it is spaced, case and line ends forgiven."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len

from awsdev.tui.lines import Span

Hit = tuple[Span, ...]
"""Where a hit stands: over the end of a line, in two places."""

_GAP = r"[\s┃│]"
"""What lies between two words, or at the end of a line and the beginning of the next."""


def find(texts: list[str], query: str) -> list[Hit]:
    """Return where a text stands in lines, in order.

    Args:
        texts: The lines, composed (NFC).
        query: What the reader typed, composed or not.
    """
    pattern = _pattern(" ".join(unicodedata.normalize("NFC", query).split()))
    if not pattern:
        return []
    whole = "\n".join(texts)
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    return [_hit(texts, starts, *match.span()) for match in pattern.finditer(whole)]


def _pattern(query: str) -> re.Pattern[str] | None:
    if not query:
        return None
    parts = []
    for before, mark in zip(("", *query), query, strict=False):
        if mark == " ":
            parts.append(f"{_GAP}+")
        elif _is_hangul(before) and _is_hangul(mark):
            parts.append(f"(?:{_GAP}*){re.escape(mark)}")
        else:
            parts.append(re.escape(mark))
    text = "".join(parts)
    # Between syllables a blank that was typed need not be there.
    text = re.sub(rf"(?<=[가-힣]){re.escape(_GAP)}\+(?=[가-힣])", lambda _: f"{_GAP}*", text)
    return re.compile(text, re.IGNORECASE)


def _is_hangul(mark: str) -> bool:
    return "가" <= mark <= "힣"


def _hit(texts: list[str], starts: list[int], begin: int, end: int) -> Hit:
    spans = []
    first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1
    for line in range(first, last + 1):
        text = texts[line]
        low = max(begin - starts[line], 0)
        high = min(end - starts[line], len(text))
        if line > first:
            low = max(low, len(text) - len(text.lstrip(" ┃│")))
        if line < last:
            high = len(text.rstrip())
        if low < high:
            spans.append(Span(line, cell_len(text[:low]), cell_len(text[:high])))
    return tuple(spans)
