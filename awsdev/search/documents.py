"""Where documents come from: sections of topics, rules and scaffolds, as plain text."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from awsdev.datafile import DataFileError
from awsdev.errors import AwsdevError
from awsdev.lint.explain import Explanation, explain_rule, list_rules
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.markdown import parse, plain_text
from awsdev.notes.page import Page, Section, readable_page
from awsdev.notes.topic import Topic
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.render import README, Draft, usual_draft
from awsdev.search.asked import Asked
from awsdev.search.document import Document, Kind
from awsdev.search.tokens import HANGUL
from awsdev.terminal import printable

_NOT_PROSE = ("sources", "next")
"""Sections that only name others."""

_STARTERS = ("scaffold", "project", "starter", "template", "skeleton", "boilerplate")
"""What people call a scaffold."""
_FEW = 3
"""Kinds of files that say nothing of a rule for all of them."""


def all_documents(library: Library, catalogue: Catalogue) -> Iterator[Document]:
    """Yield everything there is to find.

    Raises:
        DataFileError: A topic does not hold together.
    """
    asked = Asked(library.content)
    for topic in library.topics():
        for language in Language:
            if page := _page(library, topic, language):
                yield from documents_of_page(page, asked)
    for rule in list_rules():
        yield document_of_rule(explain_rule(rule["code"]), asked)
    for name in catalogue.names:
        # A broken one of one's own is told by `awsdev doctor`; the rest is found all the same.
        with contextlib.suppress(AwsdevError):
            scaffold = catalogue.find(name)
            yield document_of_scaffold(scaffold, usual_draft(scaffold), asked)


def _page(library: Library, topic: Topic, language: Language) -> Page | None:
    """Return a page, or None where one of the reader's own does not hold together."""
    try:
        return readable_page(library, topic, language)
    except DataFileError:
        if topic.own:
            return None
        raise


def documents_of_page(page: Page, asked: Asked) -> Iterator[Document]:
    """Yield what there is to find of a topic: its answer, and each section."""
    topic = page.topic
    questions = {} if topic.own else asked.of_topic(topic.slug)
    summary = topic.summary[page.language]
    sections = [Section("", "", 1, page.answer), *page.sections]
    for section in sections:
        if section.id not in _NOT_PROSE and (section.id or section.level == 1):
            lines, examples = _plain(section.own_text)
            yield Document(
                kind=Kind.TOPIC,
                name=topic.slug,
                section=section.id,
                language=page.language,
                title=page.title,
                heading=section.title,
                names=(topic.slug, *topic.aliases),
                about=tuple(topic.services),
                lines=lines if section.id else (summary, *lines),
                examples=examples,
                asked=_written_in(page.language, questions.get(section.id, ())),
            )


def _written_in(language: Language, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if bool(HANGUL.search(text)) is (language is Language.KO))


def document_of_rule(rule: Explanation, asked: Asked) -> Document:
    """Return what there is to find of a rule."""
    lines, examples = _plain("\n\n".join(rule.parts.values()))
    return Document(
        kind=Kind.RULE,
        name=rule.code,
        language=Language.EN,
        title=rule.title,
        names=(rule.code,),
        about=(rule.name, *(rule.kinds if len(rule.kinds) <= _FEW else ())),
        lines=lines,
        examples=examples,
        asked=asked.rules.get(rule.code, ()),
    )


def document_of_scaffold(scaffold: Scaffold, draft: Draft, asked: Asked) -> Document:
    """Return what there is to find of a scaffold.

    Args:
        scaffold: The scaffold.
        draft: What it makes by its defaults.
        asked: What is asked of all.

    Raises:
        AwsdevError: The template of its README is faulty.
    """
    # One of one's own may have no README.
    text = draft.text(README) if README in draft.paths else ""
    # What comes after its first chapter heading is about commands.
    told, _ = _plain(text.partition("\n## ")[0])
    return Document(
        kind=Kind.SCAFFOLD,
        name=scaffold.name,
        language=Language.EN,
        title=scaffold.title,
        names=(scaffold.name,),
        about=_STARTERS,
        lines=(scaffold.summary, *told, *(parameter.help for parameter in scaffold.parameters)),
        asked=asked.scaffolds.get(scaffold.name, ()),
    )


def _plain(markdown: str) -> tuple[tuple[str, ...], str]:
    """Return the lines of prose, and the examples."""
    lines: list[str] = []
    examples: list[str] = []
    row: list[str] | None = None
    for token in parse(markdown):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(" · ".join(row))
            row = None
        elif token.type == "fence":
            examples.append(token.content)
        elif token.type == "inline":
            text = plain_text(token)
            (lines if row is None else row).append(text)
    return tuple(printable(line) for line in lines if line), printable("\n".join(examples))
