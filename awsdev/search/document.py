"""What can be found, as search sees it: a search needs neither pages nor rules nor scaffolds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from awsdev.notes.language import Language


class Kind(StrEnum):
    """The kinds of things there are to find."""

    TOPIC = "topic"
    RULE = "rule"
    SCAFFOLD = "scaffold"


@dataclass(frozen=True, slots=True)
class Document:
    """Something to find.

    Attributes:
        kind: What it is.
        name: The slug, code or name by which it is opened.
        language: The language it is written in.
        title: The title of the topic, rule or scaffold.
        names: What else it is called.
        lines: Its prose: a paragraph, an item or a row of a table each.
        about: What it is about: services, kinds of files.
        section: The id of a topic's section or part of one; empty for a topic's answer.
        heading: The section's heading; empty where it has none.
        examples: The text of its examples.
        asked: What readers ask that it answers, in words of their own.
    """

    kind: Kind
    name: str
    language: Language
    title: str
    names: tuple[str, ...]
    lines: tuple[str, ...]
    about: tuple[str, ...] = ()
    section: str = ""
    heading: str = ""
    examples: str = ""
    asked: tuple[str, ...] = ()
