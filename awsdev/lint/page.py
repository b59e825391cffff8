"""A rule's page: its docstring, read as the parts that `explain` prints.

The docstring is Markdown. Its first line is the title; the text up to the
first heading says what the rule finds and what it leaves alone; then come
`## Why`, `## AWS says`, `## Wrong`, `## Right` and `## Source`. None of these
may be missing. Wrong and right hold fenced examples that the tests run through
the linter; a fence may name the file it stands for, as in ```` ```yaml appspec.yaml ````.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARTS = ("Why", "AWS says", "Wrong", "Right", "Source")


@dataclass(frozen=True, slots=True)
class PageExample:
    """A fenced example on a page.

    Attributes:
        language: The fence's language, such as `yaml`.
        name: The file it stands for; empty where the format's usual name will do.
        text: The file.
    """

    language: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page.

    Attributes:
        title: One line.
        finds: What the rule finds and what it leaves alone, in Markdown; never empty.
        parts: Markdown by heading, for the headings in `PARTS`.
    """

    title: str
    finds: str
    parts: dict[str, str]

    def examples(self, part: str) -> list[PageExample]:
        """Return the examples under `Wrong` or `Right`."""
        found = _FENCE.findall(self.parts.get(part, ""))
        return [PageExample(language, name, text) for language, name, text in found]


def page_of(function: Callable[..., Any]) -> Page:
    """Read the page in a rule function's docstring.

    Raises:
        ValueError: The docstring lacks a part or has one that is not known, or does not
            say between title and first heading what the rule finds.
    """
    text = inspect.cleandoc(function.__doc__ or "")
    title, _, body = text.partition("\n")
    pieces = _HEADING.split(body)
    named = zip(pieces[1::2], pieces[2::2], strict=True)
    parts = {name.strip(): piece.strip() for name, piece in named}
    if unlike := set(PARTS) ^ set(parts):
        msg = f"{function.__name__}: page parts missing or unknown: {', '.join(sorted(unlike))}"
        raise ValueError(msg)
    finds = pieces[0].strip()
    if not finds:
        msg = f"{function.__name__}: the page does not say what the rule finds"
        raise ValueError(msg)
    return Page(title.rstrip("."), finds, parts)
