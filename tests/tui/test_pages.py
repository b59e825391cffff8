"""Pages as lines: places, links, examples, and nothing that acts on the terminal."""

from __future__ import annotations

import re
from functools import cache

import pytest
from rich.cells import cell_len

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import Catalogue, awsdevs_catalogue
from awsdev.search.document import Kind
from awsdev.terminal import UNSAFE
from awsdev.tui.address import HOME, Address, address_of
from awsdev.tui.lines import Lines
from awsdev.tui.shelf import Sheet, Shelf
from tests.scaffolds.workshop import make

SHELF = Shelf(Library(), awsdevs_catalogue())
TOPICS = [Address(Kind.TOPIC, slug) for slug in SHELF.library.slugs]
OTHERS = [
    HOME,
    Address(Kind.RULE, "BS201"),
    Address(Kind.RULE, "AS506"),
    *(Address(Kind.SCAFFOLD, name) for name in SHELF.catalogue.names),
]


@cache
def lines_of(address: Address, width: int, language: Language) -> Lines:
    """Return a page as lines, the same to every test."""
    return Lines(SHELF.sheet(address, language), width)


@pytest.mark.parametrize("language", list(Language))
def test_every_link_leads_somewhere(language: Language) -> None:
    """To a page and a section that are there, or to an address."""
    pages = {address: lines_of(address, 76, language) for address in [*TOPICS, *OTHERS]}
    for lines in pages.values():
        for link in lines.links:
            address = address_of(link.target)
            if address is None:
                assert link.target.startswith("https://"), link.target
            elif address.kind is Kind.TOPIC:
                sections = [heading.id for heading in pages[address.page].sheet.headings]
                assert not address.section or address.section in sections, link.target
            elif address.kind is Kind.SCAFFOLD:
                assert address.name in SHELF.catalogue.names


@pytest.mark.parametrize("width", [38, 76])
def test_every_heading_and_example_has_a_line(width: int) -> None:
    for address in TOPICS:
        lines = lines_of(address, width, Language.KO)
        sheet = lines.sheet
        assert sorted(lines.headings) == list(range(len(sheet.headings)))
        assert set(sheet.examples) <= set(lines.codes)
        topic = SHELF.library.topic(address.name)
        shown = {sheet.codes[number].name for number in sheet.examples}
        assert set(topic.examples) <= shown


def test_lines_fit_and_drawings_keep_their_grid() -> None:
    for address in TOPICS:
        lines = lines_of(address, 76, Language.KO)
        sheet = lines.sheet
        assert all(cell_len(text.rstrip()) <= 76 for text in lines.texts)
        whole = "\n".join(text.rstrip() for text in lines.texts)
        for code in sheet.codes:
            if code.drawing:
                drawn = code.data.decode().rstrip().split("\n")
                # Two cells in from the left, each line whole.
                assert "\n".join(f"  {line}".rstrip() for line in drawn) in whole


def test_a_place_holds_in_another_width_and_language() -> None:
    address = Address(Kind.TOPIC, "sqs-visibility")
    korean = Lines(SHELF.sheet(address, Language.KO), 76)
    english = Lines(SHELF.sheet(address, Language.EN), 50)
    for line in range(0, len(korean.strips), 7):
        place = korean.place_of(line)
        assert korean.line_of(place) == line
        there = english.place_of(english.line_of(place))
        assert there.id == place.id
        assert abs(there.fraction - place.fraction) < 0.5


def test_nothing_of_a_page_acts_on_the_terminal() -> None:
    text = "# T\n\nred \x1b[31m and \x9b2J \u202e\n\n[x](https://e.example/\x1b]0;t\x07)\n\n```sh\n\x1b[2J\n```\n"
    lines = Lines(Sheet(HOME, Language.EN, "T", text), 40)
    for strip in lines.strips:
        for part in strip:
            assert not UNSAFE.search(part.text), part
            assert not UNSAFE.search(part.style.link or "" if part.style else "")


def test_a_scaffolds_page_shows_marks_as_they_are(tmp_path) -> None:
    ask = {"name": "a", "type": "string", "help": "A *star* [x](y) | `tick`.", "default": "<b>"}
    make(tmp_path, {"README.md": "# T\n"}, parameters=[ask])
    sheet = Shelf(SHELF.library, Catalogue([tmp_path])).sheet(
        Address(Kind.SCAFFOLD, "made"), Language.EN
    )
    shown = re.sub(r"\s+", " ", " ".join(Lines(sheet, 76).texts))
    assert "A *star* [x](y) | `tick`. (default: <b>; text)" in shown
