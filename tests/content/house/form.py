"""House rules on form: sections, both languages alike, blocks, drawings, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from awsdev.listing import wrap_cells
from awsdev.notes.language import Language
from awsdev.notes.links import link_targets
from awsdev.notes.markdown import parse
from awsdev.notes.page import SECTION_IDS
from tests.content.house.topic_text import Broken, TopicText

_WIDEST = 58
_SIDES = "│├┤└┘┼▼╵"
_DIRECTIVE = re.compile(r"\{\{(\w+\s*[\w.-]*)")
_HEADING = re.compile(r"^(#{2,3}) .*?\{#([\w-]+)\}", re.MULTILINE)
# Names and fixed terms with digits in them, none of which AWS will change.
_NAMES = re.compile(
    r"""\b(?:S3|EC2|T2|IMDSv[12]|x86|B2B|IPv[46]|UTF-8|SHA-256|RS256|Base64|Route\ 53|Gen\ [12]|OAuth\ 2\.0
    |HTTP/[12]|Layer\ [347]|L[1-3](?!\d)|AL2023|Amazon\ Linux\ 2023|[Vv][12](?!\d)|boto3|DVA-C0[23]|C0[23]
    |ES20\d\d|P9[059]|p9[059]|HS256|RFC\ \d+|(?:2|8|10|16)진수?)""",
    re.VERBOSE,
)
_NUMBERING = re.compile(r"^\s*(?:>\s*)?\d+\.\s")
# A question of the exam, in italics, has numbers of its own.
_QUESTION = re.compile(r"(?<!\*)\*(?!\*)[^*]+\*")


def sections(text: TopicText) -> Iterator[Broken]:
    """PG101: the seven sections stand in the order of the house, and none is empty."""
    for language, page in text.pages.items():
        ids = [section.id for section in page.main_sections]
        if ids != [*SECTION_IDS, "sources", "next"]:
            yield Broken("PG101", text.path(language), 0, f"its sections are {ids}")
        for section in page.main_sections:
            if not section.markdown.strip():
                yield Broken("PG101", text.path(language), 0, f"{section.id} is empty")


def answer(text: TopicText) -> Iterator[Broken]:
    """PG102: the answer is three to five lines at eighty columns."""
    for language, page in text.pages.items():
        count = len(wrap_cells(" ".join(page.answer.split()), 80))
        if not 3 <= count <= 5:
            yield Broken("PG102", text.path(language), 1, f"the answer takes {count} lines")


def parity(text: TopicText) -> Iterator[Broken]:
    """PG201: both languages have the same headings, examples, facts, links and drawings."""
    parts = {
        "headings": lambda prose: _HEADING.findall(prose),
        # How a fact is written (bare, converted) is the language's own affair.
        "directives": lambda prose: sorted(set(_DIRECTIVE.findall(prose))),
        "links": lambda prose: sorted(set(link_targets(prose))),
        "blocks": lambda prose: prose.count("\n```"),
    }
    for name, part in parts.items():
        english, korean = (part(text.prose[each]) for each in (Language.EN, Language.KO))
        if english != korean:
            apart = (
                sorted(map(str, set(english) ^ set(korean))) if isinstance(english, list) else ""
            )
            yield Broken("PG201", text.path(Language.KO), 0, f"{name} differ: {apart}")


def blocks(text: TopicText) -> Iterator[Broken]:
    """PG401: prose holds no code block longer than a line; examples are files."""
    for language in Language:
        for line, word, body in text.blocks(language):
            if word != "drawing" and len(body) > 1:
                yield Broken("PG401", text.path(language), line, "make an example of this block")


def facts_are_shown(text: TopicText) -> Iterator[Broken]:
    """PG402: every fact is shown, in a table of all or one by one."""
    for language, prose in text.prose.items():
        for name in text.topic.facts:
            if "{{facts}}" not in prose and f"{{{{fact {name}" not in prose:
                yield Broken("PG402", text.path(language), 0, f"the fact {name} is shown nowhere")


def numbers(text: TopicText) -> Iterator[Broken]:
    """PG403: a number in prose is a fact, or part of a name."""
    for language in Language:
        for number, words in text.words(language):
            left = _NAMES.sub(" ", _QUESTION.sub(" ", _NUMBERING.sub("", words)))
            for found in re.findall(r"\S*\d\S*", left):
                yield Broken("PG403", text.path(language), number, f"{found} is no fact")


def drawings_fit(text: TopicText) -> Iterator[Broken]:
    """PG601: a drawing is at most 58 cells wide and holds no numbers."""
    for language in Language:
        for line, body in text.drawings(language):
            for offset, row in enumerate(body, 1):
                if cell_len(row) > _WIDEST:
                    yield Broken("PG601", text.path(language), line + offset, "too wide")
                if re.search(r"\d", _NAMES.sub("", row)):
                    yield Broken("PG601", text.path(language), line + offset, "holds a number")


def boxes_close(text: TopicText) -> Iterator[Broken]:
    """PG602: below a box's corner stands its side, counted in cells."""
    for language in Language:
        for line, body in text.drawings(language):
            for row, above in enumerate(body):
                for index, mark in enumerate(above):
                    below = body[row + 1] if row + 1 < len(body) else ""
                    if mark in "┌┐" and _at(below, cell_len(above[:index])) not in _SIDES:
                        yield Broken("PG602", text.path(language), line + row + 1, "a box is open")


def marks_work(text: TopicText) -> Iterator[Broken]:
    """PG603: no asterisk of emphasis is left in the page as it is read.

    Emphasis that ends in code or a bracket does not close right before Hangul.
    """
    for language in Language:
        for token in parse(text.pages[language].markdown):
            if token.type == "inline" and token.map:
                left = [t for t in token.children or [] if t.type == "text" and "**" in t.content]
                for each in left:
                    yield Broken("PG603", text.path(language), 0, f"a mark shows: {each.content}")


def _at(line: str, column: int) -> str:
    cells = 0
    for mark in line:
        if cells == column:
            return mark
        cells += cell_len(mark)
    return " "
