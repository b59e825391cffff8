"""A page as lines on a screen, in which every heading, link and example has its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from awsdev.notes.terminal import render_lines
from awsdev.terminal import printable
from awsdev.tui.shelf import Sheet


@dataclass(frozen=True, slots=True)
class Span:
    """Cells of a line."""

    line: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link and all the places it takes: one that wraps has several."""

    target: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a page, which holds in any width and language.

    Attributes:
        heading: The number of the heading above it; -1 above the first.
        id: The heading's id; may be empty.
        fraction: How far it is from this heading to the next, from 0 to 1.
    """

    heading: int
    id: str
    fraction: float


class Lines:
    """A page's lines at one width.

    Args:
        sheet: The page.
        width: Columns.
    """

    def __init__(self, sheet: Sheet, width: int) -> None:
        self.sheet = sheet
        self.width = width
        lines = render_lines(printable(sheet.markdown), sheet.language, width=width)
        while lines and not "".join(part.text for part in lines[-1]).strip():
            lines.pop()
        self.strips = [Strip([_shown(part) for part in line]) for line in lines]
        self.texts = ["".join(part.text for part in line) for line in lines]
        self.links = list(_links(lines))
        self.headings = _first_lines(lines, "heading")
        self.codes = _first_lines(lines, "code")
        self.code_ends = _last_lines(lines, "code")

    def link_at(self, line: int, cell: int) -> Link | None:
        """Return the link at a cell, or None."""
        return next(
            (
                link
                for link in self.links
                for span in link.spans
                if span.line == line and span.begin <= cell < span.end
            ),
            None,
        )

    def place_of(self, line: int) -> Place:
        """Return where a line lies in the page."""
        number, start, end = self._stretch(line)
        id_ = self.sheet.headings[number].id if number >= 0 else ""
        return Place(number, id_, (line - start) / max(end - start, 1))

    def line_of(self, place: Place) -> int:
        """Return the line of a place."""
        by_id = {each.id: n for n, each in enumerate(self.sheet.headings) if each.id}
        number = by_id.get(place.id, place.heading) if place.id else place.heading
        start = self.headings.get(number, 0)
        end = self._next_heading(start)
        return min(start + round(place.fraction * (end - start)), max(len(self.strips) - 1, 0))

    def section(self, id_: str) -> int | None:
        """Return the line of the section with an id, or None."""
        for number, heading in enumerate(self.sheet.headings):
            if heading.id == id_:
                return self.headings.get(number)
        return None

    def heading_above(self, line: int) -> int:
        """Return the number of the heading a line belongs to; -1 above the first."""
        return self._stretch(line)[0]

    def _stretch(self, line: int) -> tuple[int, int, int]:
        above = [(at, number) for number, at in self.headings.items() if at <= line]
        start, number = max(above, default=(0, -1))
        return number, start, self._next_heading(start)

    def _next_heading(self, start: int) -> int:
        return min((at for at in self.headings.values() if at > start), default=len(self.strips))


def overlaid(strip: Strip, begin: int, end: int, style: Style) -> Strip:
    """Return a strip with a style over some of its cells."""
    cuts = [max(begin, 0), min(end, strip.cell_length), strip.cell_length]
    parts = list(strip.divide(cuts))
    if len(parts) > 1:
        parts[1] = Strip([Segment(text, (own or Style()) + style) for text, own, _ in parts[1]])
    return Strip.join(parts)


def _shown(part: Segment) -> Segment:
    """Return a segment as the screen shows it: internal links are no hyperlinks of a terminal."""
    style = part.style or Style()
    if style.link and not style.link.startswith(("https:", "http:")):
        style = style.update_link(None)
    if style.bgcolor and style.bgcolor.is_default:
        # The page's own background shows through.
        style = Style(
            color=style.color,
            bold=style.bold,
            dim=style.dim,
            italic=style.italic,
            underline=style.underline,
            strike=style.strike,
        )
    return Segment(part.text, style.without_color if _is_default(style) else style)


def _is_default(style: Style) -> bool:
    return bool(style.color and style.color.is_default)


def _placed(line: list[Segment]) -> Iterator[tuple[Segment, int, int]]:
    at = 0
    for part in line:
        width = cell_len(part.text)
        yield part, at, at + width
        at += width


def _links(lines: list[list[Segment]]) -> Iterator[Link]:
    found: dict[tuple[str, str], list[Span]] = {}
    for number, line in enumerate(lines):
        for part, begin, end in _placed(line):
            if part.style and part.style.link:
                spans = found.setdefault((part.style.link_id, part.style.link), [])
                if spans and spans[-1].line == number and spans[-1].end == begin:
                    spans[-1] = Span(number, spans[-1].begin, end)
                else:
                    spans.append(Span(number, begin, end))
    for (_, target), spans in found.items():
        yield Link(target, tuple(spans))


def _numbers(lines: list[list[Segment]], name: str) -> Iterator[tuple[int, int]]:
    for at, line in enumerate(lines):
        for part in line:
            if part.style and name in part.style.meta:
                yield part.style.meta[name], at


def _first_lines(lines: list[list[Segment]], name: str) -> dict[int, int]:
    first: dict[int, int] = {}
    for number, at in _numbers(lines, name):
        first.setdefault(number, at)
    return first


def _last_lines(lines: list[list[Segment]], name: str) -> dict[int, int]:
    return dict(_numbers(lines, name))
