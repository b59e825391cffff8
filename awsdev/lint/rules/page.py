"""A rule's page: its docstring, read as the parts that `explain` prints.

The docstring is Markdown. Its first line is the title; the text up to the
first heading says what the rule finds and what it leaves alone; then come
`## Why`, `## AWS says`, `## Wrong`, `## Right` and `## Source`. None of these
may be missing. Wrong and right hold fenced examples that the tests run through
the linter; a fence may name the file it stands for, as in ```` ```yaml appspec.yaml ````.

The page of a rule that looks across files shows folders instead: named fences under one
heading lie together in a folder, and a name that is there already begins the next one.
```` ```sh scripts/start.sh crlf ```` stands for a file with the line ends of Windows.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)(?: (\S[^\n]*?))?( crlf)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PARTS = ("Why", "AWS says", "Wrong", "Right", "Source")


@dataclass(frozen=True, slots=True)
class PageExample:
    """A fenced example on a page.

    Attributes:
        language: The fence's language, such as `yaml`.
        name: The file it stands for; empty where the format's usual name will do.
        text: The file, with the line ends of the page.
        crlf: Whether the file has the line ends of Windows.
    """

    language: str
    name: str
    text: str
    crlf: bool = False

    @property
    def data(self) -> bytes:
        """Return the file's bytes."""
        return (self.text.replace("\n", "\r\n") if self.crlf else self.text).encode()

    @property
    def caption(self) -> str:
        """Return a line of Markdown that names the file."""
        return f"`{self.name}`{' (CRLF line ends)' * self.crlf}:"


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
        return [_example(found) for found in _FENCE.finditer(self.parts.get(part, ""))]

    def folders(self, part: str) -> list[list[PageExample]]:
        """Return the examples under `Wrong` or `Right` as folders of files that lie together."""
        folders: list[list[PageExample]] = []
        for example in self.examples(part):
            if not folders or any(example.name == file.name for file in folders[-1]):
                folders.append([])
            folders[-1].append(example)
        return folders

    def captioned(self) -> Page:
        """Return the page with the name of each file above it, for readers who see no fences."""
        parts = {name: _FENCE.sub(_with_caption, text) for name, text in self.parts.items()}
        return Page(self.title, self.finds, parts)


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


def _example(found: re.Match[str]) -> PageExample:
    language, name, crlf, text = found.groups()
    return PageExample(language, name or "", text, crlf=bool(crlf))


def _with_caption(found: re.Match[str]) -> str:
    example = _example(found)
    return f"{example.caption}\n\n{found.group()}" if example.name else found.group()
