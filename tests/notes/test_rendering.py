"""Pages on a terminal: what a reader sees, at three widths, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, groupby, pairwise

import pyte
import pytest
from markdown_it.token import Token
from rich.cells import cell_len
from wcwidth import wcswidth

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import for_terminal
from awsdev.notes.markdown import parse, parser
from awsdev.notes.page import Page, load_page
from awsdev.notes.terminal import render_terminal
from tests.notes.golden import CONTENT, EXPECTED, WIDTHS, golden_pages, render

LIBRARIES = {"real": Library(), "fixture": Library(CONTENT)}
PAGES = [
    pytest.param(kind, topic.slug, language, id=f"{topic.slug}-{language}")
    for kind, library in LIBRARIES.items()
    for topic in library.topics()
    for language in Language
]
# Bars and rules that a page adds; a drawing may hold them too, so they count on neither side.
_ADDED = re.compile(r"[\s┃▌━─]+")
_COMMAND = re.compile(r"\(awsdev(?:show|scaffold|explain)[^()]+\)")
_DRAWING = re.compile(r"^ *```drawing\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_DRAWING_WIDTH = 60
_HUES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


@cache
def page(kind: str, slug: str, language: Language) -> Page:
    library = LIBRARIES[kind]
    return load_page(library, library.topic(slug), language)


@cache
def rendered(kind: str, slug: str, language: Language, width: int) -> str:
    return render(page(kind, slug, language), width)


def test_the_expected_pages_are_what_is_rendered() -> None:
    pages = golden_pages()
    assert {path.name for path in EXPECTED.iterdir()} == set(pages)
    for name, text in pages.items():
        expected = (EXPECTED / name).read_text("utf-8")
        assert text == expected, f"{name}: `python -m tests.notes.golden` shows the difference"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("kind", "slug", "language"), PAGES)
def test_nothing_wraps_on_a_screen_of_that_width(
    kind: str, slug: str, language: Language, width: int
) -> None:
    """A terminal emulator needs a row for every line, and no more.

    The fixtures' pages are shown on one; the others are measured as it measures, which is quicker.
    """
    lines = rendered(kind, slug, language, width).splitlines()
    assert max(map(wcswidth, lines)) <= width
    if kind == "fixture":
        screen = feed("\n".join(lines), width)
        assert screen.cursor.y == len(lines) - 1
        assert rows_of(screen) == lines


@pytest.mark.parametrize("width", [20, 40])
@pytest.mark.parametrize("language", Language)
def test_only_drawings_are_wider_than_a_very_narrow_screen(language: Language, width: int) -> None:
    text = rendered("fixture", "mailbox", language, width)
    rows = rows_of(feed(text.rstrip("\n"), _DRAWING_WIDTH))
    drawing = drawing_lines(page("fixture", "mailbox", language))
    assert [row for row in rows if cells(row) > width and row.strip() not in drawing] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("kind", "slug", "language"), PAGES)
def test_nothing_is_lost(kind: str, slug: str, language: Language, width: int) -> None:
    """Every text of the page is in the output, whole and in its order."""
    # A command stands after the word it is linked from, and after that word's particle.
    output = _COMMAND.sub("", squeezed(rendered(kind, slug, language, width)))
    position = 0
    for text in texts(page(kind, slug, language).markdown):
        found = output.find(squeezed(text), position)
        assert found >= 0, f"lost: {text!r} after …{output[max(position - 60, 0) : position]}"
        position = found + len(squeezed(text))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("kind", "slug", "language"), PAGES)
def test_columns_of_tables_stay_aligned(
    kind: str, slug: str, language: Language, width: int
) -> None:
    """There are places to cut every line so that the pieces below one another are the cells."""
    whole = rendered(kind, slug, language, width)
    shown = page(kind, slug, language)
    for markdown, columns in tables(for_terminal(shown.markdown, shown.topic)):
        text = render_terminal(markdown, language, width=width, colour=False)
        assert text.strip("\n") in whole
        grid = [row for row in cell_grid(text, width) if set(row) - set(" ─━")]
        assert any(cut(grid, places) == columns for places in cuts(grid, len(columns))), text


@pytest.mark.parametrize("texts", [1, 2])
@pytest.mark.parametrize("option", ["--agent-configuration-file", "default-local-deployment-group"])
def test_a_table_breaks_no_word_that_it_has_room_for(option: str, texts: int) -> None:
    words = "배포 루트와 로그의 다른 폴더, 그리고 여러 줄에 걸치는 긴 설명" * 3
    cells = [f"`{option}`", *[words] * texts]
    rows = ["h" * len(cells), ["---"] * len(cells), cells]
    markdown = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    text = render_terminal(markdown, Language.KO, width=80, colour=False)
    assert option in text
    assert all(cell_len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize("indent", [0, 6])
def test_a_long_line_of_code_goes_on_to_the_right_of_its_beginning(indent: int) -> None:
    line = "SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:a/*"
    markdown = f"```yaml\n{' ' * indent}{line}\nnext: line\n```\n"
    first, *rest, last = render_terminal(markdown, Language.EN, width=60, colour=False).splitlines()
    assert first.startswith(" " * (4 + indent) + "SourceArn")
    assert rest
    assert {len(each) - len(each.lstrip()) for each in rest} == {4 + indent + 2}
    assert last == "    next: line"
    assert squeezed(first + "".join(rest)) == squeezed(line)


@pytest.mark.parametrize(("kind", "slug", "language"), PAGES)
def test_plain_pages_hold_no_control_characters(kind: str, slug: str, language: Language) -> None:
    text = rendered(kind, slug, language, 80).replace("\n", "")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("language", Language)
def test_colour_changes_nothing_but_colour(language: Language) -> None:
    """Without its styles and links, a coloured page is the plain one."""
    coloured = render(page("fixture", "mailbox", language), 80, colour=True)
    assert "\x1b[" in coloured
    plain = "\n".join(line.rstrip() for line in _HUES.sub("", coloured).strip().splitlines())
    assert plain == rendered("fixture", "mailbox", language, 80).strip()


def test_callouts_say_their_sort_without_colour() -> None:
    """A reader who sees no colour is told a warning from a tip."""
    for language, words in (
        (Language.EN, ["Note", "Tip", "Important", "Warning", "Caution"]),
        (Language.KO, ["참고", "도움말", "중요", "주의", "위험"]),
    ):
        lines = rendered("fixture", "mailbox", language, 80).splitlines()
        starts = [i for i, line in enumerate(lines) if line.startswith("┃")]
        heads = [lines[i][2:] for i in starts if not lines[i - 1].startswith("┃")]
        assert heads == words


@pytest.mark.parametrize("language", Language)
def test_a_drawing_is_shown_as_it_was_drawn(language: Language) -> None:
    output = rendered("fixture", "mailbox", language, 60).splitlines()
    for drawing in _DRAWING.findall(page("fixture", "mailbox", language).markdown):
        block = [f"  {line}".rstrip() for line in drawing.splitlines()]
        start = output.index(block[0])
        assert output[start : start + len(block)] == block


def feed(text: str, width: int) -> pyte.Screen:
    """Return a terminal of that width after the text was written to it."""
    screen = pyte.Screen(width, text.count("\n") + 20)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return screen


def rows_of(screen: pyte.Screen) -> list[str]:
    return [row.rstrip() for row in screen.display][: screen.cursor.y + 1]


def cell_grid(text: str, width: int) -> list[list[str]]:
    """Return the cells of a terminal row by row; the second half of a wide one is empty."""
    screen = feed(text, width)
    rows = range(screen.cursor.y + 1)
    return [[screen.buffer[row][column].data for column in range(width)] for row in rows]


def cells(row: str) -> int:
    return feed(row, 200).cursor.x


def drawing_lines(shown: Page) -> set[str]:
    return {line.strip() for text in _DRAWING.findall(shown.markdown) for line in text.split("\n")}


def squeezed(text: str) -> str:
    return _ADDED.sub("", text)


@cache
def texts(markdown: str) -> tuple[str, ...]:
    """Return the texts of a page, tables left out: code as a whole, prose between links."""
    return tuple(_texts(markdown))


def _texts(markdown: str) -> Iterator[str]:
    in_table = False
    for token in parse(markdown):
        in_table = {"table_open": True, "table_close": False}.get(token.type, in_table)
        if token.type in ("fence", "code_block"):
            yield token.content.replace("\t", " ")
        elif token.type == "inline" and not in_table:
            yield from filter(squeezed, runs(token))


def runs(inline: Token) -> Iterator[str]:
    for is_link, group in groupby(inline.children or [], lambda t: t.type.startswith("link")):
        if not is_link:
            yield "".join(token.content for token in group)


@cache
def tables(markdown: str) -> tuple[tuple[str, list[str]], ...]:
    """Return every table's Markdown and the text of each of its columns, squeezed."""
    return tuple(_tables(markdown))


def _tables(markdown: str) -> Iterator[tuple[str, list[str]]]:
    lines, tokens = markdown.splitlines(), parser().parse(markdown)
    for index, token in enumerate(tokens):
        if token.type == "table_open" and token.map:
            rest = tokens[index:]
            end = next(i for i, other in enumerate(rest) if other.type == "table_close")
            found = [
                squeezed("".join(child.content for child in each.children or []))
                for each in rest[:end]
                if each.type == "inline"
            ]
            count = sum(each.type == "th_open" for each in rest[:end])
            columns = ["".join(found[column::count]) for column in range(count)]
            yield "\n".join(lines[slice(*token.map)]), columns


def cuts(grid: list[list[str]], columns: int) -> Iterator[tuple[int, ...]]:
    """Yield the places where lines could be cut: in gaps that go through all of them."""
    width = len(grid[0])
    blank = [column for column in range(width) if all(row[column] == " " for row in grid)]
    ends = [column for column in blank if column + 1 not in blank]
    return combinations(ends, columns - 1) if ends else iter([()])


def cut(grid: list[list[str]], places: tuple[int, ...]) -> list[str]:
    edges = [0, *places, len(grid[0])]
    return [
        squeezed("".join("".join(row[start:end]) for row in grid)) for start, end in pairwise(edges)
    ]
