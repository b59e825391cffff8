"""What a topic is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from awsdev.datafile import read_text
from awsdev.notes.language import Language

Texts = dict[Language, str]
"""A text in every language."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from.

    Attributes:
        name: How the topic refers to it.
        title: The page's title.
        url: Its address.
        read: The day somebody read it.
    """

    name: str
    title: str
    url: str
    read: date


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that AWS could change.

    Attributes:
        name: How prose refers to it.
        label: What it is, for the table of facts.
        value: A number or a text.
        unit: A name in `content/units.yaml`; empty for a text.
        source: The name of its source.
        checked: The day it was last compared with its source.
        proof: Where a machine can read it; empty where none can.
    """

    name: str
    label: Texts
    value: int | float | str
    unit: str
    source: str
    checked: date
    proof: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A real file that prose shows.

    Attributes:
        name: Its file name.
        path: Where it lies.
        kind: What it is, which decides its proof.
        language: What it is highlighted as.
        title: What it shows.
        catches: The rule that must find it wrong; empty for an example that is right.
        invoke: Events, or requests, and the answers that a handler, or a mapping template, must
            give to them.
        unproven: Why no tool here can prove it; else empty.
    """

    name: str
    path: Path
    kind: str
    language: str
    title: Texts
    catches: str
    invoke: list[dict[str, Any]]
    unproven: str

    def text(self) -> str:
        """Return the file's text.

        Raises:
            DataFileError: It is none, or cannot be read.
        """
        return read_text(self.path).replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with everything but its prose, which `awsdev.notes.page` reads.

    Attributes:
        slug: Its name.
        folder: Where it lies.
        prose: Where its text in each language lies; a reader's own may have one for both.
        title: Its title.
        summary: One sentence for lists.
        aliases: What people type for it.
        services: The AWS services it is about.
        skills: The exam skills it serves, such as `C03-1.1.8`.
        related: Slugs of topics to read next.
        scaffolds: The scaffolds that do it right.
        rules: The rules that guard it.
        sources: Its sources by name.
        facts: Its facts by name.
        examples: Its examples by file name.
        own: Whether it is the reader's own.
    """

    slug: str
    folder: Path
    prose: dict[Language, Path]
    title: Texts
    summary: Texts
    aliases: list[str]
    services: list[str]
    skills: list[str]
    related: list[str]
    scaffolds: list[str]
    rules: list[str]
    sources: dict[str, Source]
    facts: dict[str, Fact]
    examples: dict[str, Example]
    own: bool = False

    def shows(self, code: str) -> bool:
        """Return whether an example shows what a rule finds."""
        return any(example.catches == code for example in self.examples.values())
