"""A topic as the house rules look at it: its prose, line by line, and its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from awsdev.notes.fences import fenced_lines
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import Page, load_page
from awsdev.notes.topic import Topic

_CODE = re.compile(r"`[^`]*`")
_DIRECTIVE = re.compile(r"\{\{[^}]*\}\}")
_RULE = re.compile(r"\[\w+\]\(rule:\w+\)")
_TARGET = re.compile(r"\]\([^)]*\)")
_ANCHOR = re.compile(r"\{#[\w-]+\}")


@dataclass(frozen=True, slots=True)
class Broken:
    """A house rule that a topic breaks.

    Attributes:
        code: The rule.
        path: The file.
        line: Where in it, from 1; 0 for the whole.
        message: What is wrong.
    """

    code: str
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.code} {self.message}"


@dataclass(frozen=True)
class TopicText:
    """A topic and its prose.

    Attributes:
        library: Where it belongs.
        topic: Its metadata.
    """

    library: Library
    topic: Topic

    @cached_property
    def prose(self) -> dict[Language, str]:
        """The prose as it was written."""
        return {each: self.path(each).read_text("utf-8") for each in Language}

    @cached_property
    def pages(self) -> dict[Language, Page]:
        """The pages as readers get them."""
        return {each: load_page(self.library, self.topic, each) for each in Language}

    @cached_property
    def glossary(self) -> dict[str, dict[str, dict[str, object]]]:
        """What `glossary.yaml` says."""
        path = self.library.content / "glossary.yaml"
        loaded: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(path.read_text("utf-8"))
        return loaded

    @property
    def metadata(self) -> Path:
        """Where its metadata lies."""
        return self.topic.folder / "topic.yaml"

    def path(self, language: Language) -> Path:
        """Return where the prose of a language lies."""
        return self.topic.folder / f"{language}.md"

    def lines(self, language: Language) -> Iterator[tuple[int, str]]:
        """Yield the lines of prose with their numbers; fenced blocks are left out."""
        for number, (line, fenced) in enumerate(fenced_lines(self.prose[language]), 1):
            if not fenced:
                yield number, line

    def words(self, language: Language) -> Iterator[tuple[int, str]]:
        """Yield the lines without code, directives, targets of links and ids of headings."""
        for number, line in self.lines(language):
            for pattern in (_CODE, _DIRECTIVE, _RULE, _TARGET, _ANCHOR):
                line = pattern.sub(lambda found: " " if found[0][0] != "]" else "]", line)
            yield number, line

    def drawings(self, language: Language) -> Iterator[tuple[int, list[str]]]:
        """Yield each drawing: the line it begins at, its lines."""
        for line, word, body in self.blocks(language):
            if word == "drawing":
                yield line, body

    def blocks(self, language: Language) -> Iterator[tuple[int, str, list[str]]]:
        """Yield each fenced block: the line it begins at, its word, its lines."""
        block: list[str] | None = None
        start, word = 0, ""
        for number, line in enumerate(self.prose[language].split("\n"), 1):
            if line.startswith("```") and block is None:
                start, word, block = number, line[3:].strip(), []
            elif line.startswith("```") and block is not None:
                yield start, word, block
                block = None
            elif block is not None:
                block.append(line)


Check = Callable[[TopicText], Iterator[Broken]]
"""A house rule: yields where a topic breaks it."""
