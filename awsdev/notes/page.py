"""A topic in one language: its prose, expanded and cut into sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from awsdev.datafile import DataFileError, read_text
from awsdev.errors import AwsdevError, Status
from awsdev.names import did_you_mean, name_key
from awsdev.notes.expand import expand, mentioned_examples
from awsdev.notes.fences import fenced_lines
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import link_targets
from awsdev.notes.own import read_own, read_patch
from awsdev.notes.topic import Topic
from awsdev.notes.units import load_units
from awsdev.notes.words import word

SECTION_IDS = ("why", "how", "example", "mistakes", "limits", "decide", "exam")
"""The sections every topic has, in this order."""

_HEADING = re.compile(r"^(#{2,3}) (.+?)\s*(?:\{#([\w-]+)\})?$")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page that can be asked for.

    Attributes:
        id: Its id, the same in every language.
        title: Its heading.
        level: 2 for a section, 3 for a part of one.
        markdown: Its text, without the heading; the parts of a section included.
    """

    id: str
    title: str
    level: int
    markdown: str

    @property
    def own_text(self) -> str:
        """Return its Markdown up to its first part."""
        lines = self.markdown.split("\n")
        heads = _heads(lines)
        return "\n".join(lines[: heads[0][0]] if heads else lines).strip()


@dataclass(frozen=True, slots=True)
class Page:
    """A topic in one language.

    Attributes:
        topic: The topic.
        language: The language.
        answer: The text before the first heading.
        sections: Its sections and their parts, in order.
    """

    topic: Topic
    language: Language
    answer: str
    sections: list[Section]

    @property
    def title(self) -> str:
        """Return the page's title."""
        return self.topic.title[self.language]

    @property
    def main_sections(self) -> list[Section]:
        """Return the sections, without their parts."""
        return [section for section in self.sections if section.level == 2]

    @property
    def markdown(self) -> str:
        """Return the whole page; headings keep their ids."""
        own = word("own", self.language) if self.topic.own else ""
        parts = [f"# {self.title}", own and f"*{own}*", self.answer]
        head = "\n\n".join(part for part in parts if part)
        return "\n\n".join([head, *map(_with_heading, self.main_sections)]) + "\n"

    def part(self, section: str) -> str:
        """Return the whole page, or the section that is named, with its heading.

        Raises:
            AwsdevError: There is no such section.
        """
        return _with_heading(self.section(section)) + "\n" if section else self.markdown

    def section(self, name: str) -> Section:
        """Return a section or a part of one, found by id or heading.

        Raises:
            AwsdevError: There is none by this name; the hint lists the ids.
        """
        wanted = name_key(name)
        for section in self.sections:
            if wanted and wanted in (name_key(section.id), name_key(section.title)):
                return section
        ids = ", ".join(section.id for section in self.sections if section.id)
        raise AwsdevError(f"{self.topic.slug} has no section {name}", f"it has {ids}", Status.NO)


def load_page(library: Library, topic: Topic, language: Language, *, patched: bool = True) -> Page:
    """Read a topic's prose and carry out its directives.

    Args:
        library: Where other topics are, and what the reader adds to this one.
        topic: The topic.
        language: The language wanted.
        patched: Whether to add what the reader adds.

    Raises:
        DataFileError: A directive names something that does not exist, an example
            is shown in no language, or the prose cannot be read.
    """
    prose = {each: _read(topic, each) for each in Language}
    _refuse_unused(topic, prose)
    for each, path in topic.prose.items():
        _refuse_unknown_sources(topic, prose[each], path)
    units = load_units(library.content)
    text = expand(prose[language], topic, units, language)
    if patched and (patch := library.patch(topic, language)):
        added = read_patch(patch, language)
        _refuse_unknown_sources(topic, added, patch)
        text += "\n\n" + expand(added, topic, units, language, patch)
    answer, sections = _cut(text)
    last = [_sources(topic, language), _read_next(library, topic, language)]
    # A page of the reader's own may name no source and nothing to read next.
    sections += [section for section in last if section.markdown]
    return Page(topic, language, answer, sections)


def readable_page(library: Library, topic: Topic, language: Language) -> Page:
    """Return a page, without what the reader adds where that is what does not hold together.

    Raises:
        DataFileError: The page itself does not.
    """
    try:
        return load_page(library, topic, language)
    except DataFileError:
        return load_page(library, topic, language, patched=False)


def _read(topic: Topic, language: Language) -> str:
    path = topic.prose[language]
    return read_own(path) if topic.own else read_text(path)


def _refuse_unused(topic: Topic, prose: dict[Language, str]) -> None:
    used = set().union(*(mentioned_examples(text) for text in prose.values()))
    for name in topic.examples:
        if name not in used:
            raise DataFileError(f"{topic.folder}: no language shows the example {name}")


def _refuse_unknown_sources(topic: Topic, prose: str, where: Path) -> None:
    for scheme, name in link_targets(prose):
        if scheme == "source" and name not in topic.sources:
            raise DataFileError(
                f"{where}: there is no source {name}", did_you_mean(name, topic.sources)
            )


def _cut(text: str) -> tuple[str, list[Section]]:
    """Cut Markdown at its headings of level 2 and 3, fenced blocks left alone."""
    lines = text.split("\n")
    heads = _heads(lines)
    end_of_answer = heads[0][0] if heads else len(lines)
    sections = []
    for position, (start, level, title, id_) in enumerate(heads):
        ends = (line for line, other, *_ in heads[position + 1 :] if other <= level)
        body = lines[start + 1 : next(ends, len(lines))]
        sections.append(Section(id_, title, level, "\n".join(body).strip()))
    return "\n".join(lines[:end_of_answer]).strip(), sections


def _heads(lines: list[str]) -> list[tuple[int, int, str, str]]:
    """Return line, level, title and id of every heading."""
    heads = []
    for number, (line, fenced) in enumerate(fenced_lines("\n".join(lines))):
        match = None if fenced else _HEADING.match(line)
        if match:
            heads.append((number, len(match[1]), match[2], match[3] or ""))
    return heads


def _with_heading(section: Section) -> str:
    anchor = f" {{#{section.id}}}" if section.id else ""
    return f"{'#' * section.level} {section.title}{anchor}\n\n{section.markdown}"


def _sources(topic: Topic, language: Language) -> Section:
    read_on = word("read_on", language)
    lines = [
        f"{number}. {source.title}, {read_on} {source.read}  \n   <{source.url}>"
        for number, source in enumerate(topic.sources.values(), 1)
    ]
    return Section("sources", word("sources", language), 2, "\n".join(lines))


def _read_next(library: Library, topic: Topic, language: Language) -> Section:
    lines = []
    for slug in topic.related:
        if slug not in library.slugs:
            raise DataFileError(
                f"{topic.folder / 'topic.yaml'}: related: there is no topic {slug}",
                did_you_mean(slug, library.slugs),
            )
        other = library.topic(slug)
        lines.append(f"- [{other.title[language]}](topic:{slug}): {other.summary[language]}")
    if topic.scaffolds:
        commands = ", ".join(
            f"[awsdev scaffold {name}](scaffold:{name})" for name in topic.scaffolds
        )
        lines.append(f"- {word('scaffold', language)}: {commands}")
    if topic.rules:
        rules = ", ".join(f"[{code}](rule:{code})" for code in topic.rules)
        lines.append(f"- {word('rules', language)}: {rules}")
    return Section("next", word("next", language), 2, "\n".join(lines))
