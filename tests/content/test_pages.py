"""The house rules of pages: sections, parity of the languages, links, drawings."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from awsdev.lint.explain import explain_rule
from awsdev.listing import wrap_cells
from awsdev.names import name_key
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import link_targets
from awsdev.notes.page import SECTION_IDS, Page, load_page
from awsdev.notes.topic import Topic
from awsdev.scaffolds.catalogue import all_scaffolds, scaffold_names

LIBRARY = Library()
TOPICS = [pytest.param(topic, id=topic.slug) for topic in LIBRARY.topics()]
PAGES = [
    pytest.param(load_page(LIBRARY, topic, language), id=f"{topic.slug}-{language}")
    for topic in LIBRARY.topics()
    for language in Language
]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DIRECTIVE = re.compile(r"\{\{(\w+\s*[\w.-]*)")
_SKILL = re.compile(r"C03-[1-4]\.[1-3]\.\d{1,2}")


@pytest.mark.parametrize("page", PAGES)
def test_sections_stand_in_the_order_of_the_house(page: Page) -> None:
    ids = [section.id for section in page.main_sections]
    assert ids == [*SECTION_IDS, "sources", "next"]
    assert all(section.markdown for section in page.main_sections)


@pytest.mark.parametrize("page", PAGES)
def test_the_answer_is_three_to_five_lines_at_eighty_columns(page: Page) -> None:
    text = " ".join(page.answer.split())
    assert 3 <= len(wrap_cells(text, 80)) <= 5


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_use_the_same_examples_facts_and_links(topic: Topic) -> None:
    prose = {each: (topic.folder / f"{each}.md").read_text("utf-8") for each in Language}
    english, korean = prose[Language.EN], prose[Language.KO]
    # How a fact is written (bare, converted) is the language's own affair.
    assert set(_DIRECTIVE.findall(english)) == set(_DIRECTIVE.findall(korean))
    assert sorted(set(link_targets(english))) == sorted(set(link_targets(korean)))
    assert len(_FENCE.findall(english)) == len(_FENCE.findall(korean))


@pytest.mark.parametrize("topic", TOPICS)
def test_every_fact_and_source_is_used(topic: Topic) -> None:
    prose = (topic.folder / "en.md").read_text("utf-8")
    if "{{facts}}" not in prose:
        for name in topic.facts:
            assert f"{{{{fact {name}" in prose, f"{name} is shown nowhere"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: Page) -> None:
    for scheme, name in link_targets(page.markdown):
        if scheme == "topic":
            slug, _, section = name.partition("#")
            assert slug in LIBRARY.slugs
            load_page(LIBRARY, LIBRARY.topic(slug), page.language).part(section)
        elif scheme == "rule":
            explain_rule(name)
        elif scheme == "scaffold":
            assert name in scaffold_names()
        else:
            assert name in page.topic.sources


@pytest.mark.parametrize("page", PAGES)
def test_prose_holds_no_code_but_examples_and_drawings(page: Page) -> None:
    prose = (page.topic.folder / f"{page.language}.md").read_text("utf-8")
    for language, body in _FENCE.findall(prose):
        assert language == "drawing" or len(body.splitlines()) <= 1


@pytest.mark.parametrize("page", PAGES)
def test_drawings_fit_and_hold_no_numbers(page: Page) -> None:
    prose = (page.topic.folder / f"{page.language}.md").read_text("utf-8")
    for language, body in _FENCE.findall(prose):
        if language == "drawing":
            assert max(map(cell_len, body.splitlines())) <= 58, body
            assert not re.search(r"\d", re.sub("EC2|S3", "", body)), body


@pytest.mark.parametrize("page", PAGES)
def test_boxes_in_drawings_close(page: Page) -> None:
    """A box's corners and sides stand in one column, counted in cells."""
    prose = (page.topic.folder / f"{page.language}.md").read_text("utf-8")
    for language, body in _FENCE.findall(prose):
        if language == "drawing":
            lines = body.splitlines()
            for row, line in enumerate(lines):
                for index, mark in enumerate(line):
                    if mark in "┌┐":
                        column = cell_len(line[:index])
                        assert _at(lines[row + 1], column) in "│├┤└┘┼▼", body


@pytest.mark.parametrize("topic", TOPICS)
def test_metadata_names_what_exists(topic: Topic) -> None:
    assert all(slug in LIBRARY.slugs for slug in topic.related)
    assert all(name in scaffold_names() for name in topic.scaffolds)
    assert all(_SKILL.fullmatch(skill) for skill in topic.skills)
    assert topic.skills
    for code in topic.rules:
        explain_rule(code)


def test_topics_and_scaffolds_name_each_other() -> None:
    by_topic = {(topic.slug, name) for topic in LIBRARY.topics() for name in topic.scaffolds}
    by_scaffold = {(slug, each.name) for each in all_scaffolds() for slug in each.topics}
    assert by_topic == by_scaffold


def test_no_two_topics_share_a_name() -> None:
    names: dict[str, str] = {}
    for topic in LIBRARY.topics():
        for name in {name_key(n) for n in (topic.slug, *topic.title.values(), *topic.aliases)}:
            assert names.setdefault(name, topic.slug) == topic.slug


def _at(line: str, column: int) -> str:
    cells = 0
    for mark in line:
        if cells == column:
            return mark
        cells += cell_len(mark)
    return " "
