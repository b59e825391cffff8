"""Fenced code blocks in Markdown: what lies in one is shown as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")


def fenced_lines(markdown: str) -> Iterator[tuple[str, bool]]:
    """Yield every line and whether it belongs to a fenced block, as CommonMark has it.

    A block ends with a fence of the same character that is at least as long, or with the text.
    """
    fence = ""
    for line in markdown.split("\n"):
        match = _FENCE.match(line)
        if fence:
            yield line, True
            if match and match["mark"].startswith(fence) and not match["info"].strip():
                fence = ""
        else:
            fence = match["mark"] if match else ""
            yield line, bool(match)


def outside_fences(markdown: str, change: Callable[[str], str]) -> str:
    """Return Markdown with the text between its fenced blocks changed."""
    parts = []
    for fenced, group in groupby(fenced_lines(markdown), key=lambda pair: pair[1]):
        text = "\n".join(line for line, _ in group)
        parts.append(text if fenced else change(text))
    return "\n".join(parts)
