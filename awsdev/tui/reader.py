"""The page that is read: it scrolls, links are followed, hits are set off."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from awsdev.tui.find import Hit, find
from awsdev.tui.lines import Lines, Link, Place, Span, overlaid
from awsdev.tui.shelf import Sheet

WIDEST = 96
"""Columns of a page at most: longer lines are hard to read."""
_NARROWEST = 20
_ABOVE = 3
"""Lines that are left above what a find or a link goes to."""


class Reader(ScrollView, can_focus=True):
    """A page on the screen."""

    ALLOW_SELECT = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ㅓ", "scroll_down", show=False),
        Binding("k,ㅏ", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
        Binding("shift+space", "page_up", show=False),
        Binding("shift+g,G", "scroll_end", show=False),
        Binding("tab", "next_link(1)", show=False),
        Binding("shift+tab", "next_link(-1)", show=False),
        Binding("enter", "follow", show=False),
    ]

    class Followed(Message):
        """A link was followed."""

        def __init__(self, target: str) -> None:
            self.target = target
            super().__init__()

    class Moved(Message):
        """Another part of the page is on the screen."""

        def __init__(self, heading: int) -> None:
            self.heading = heading
            super().__init__()

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.sheet: Sheet | None = None
        self.lines: Lines | None = None
        self.link: Link | None = None
        self.query_text = ""
        self.hits: list[Hit] = []
        self.hit = -1
        self._marks: dict[int, list[tuple[Span, bool]]] = {}
        self._wanted: Place | None = None

    def show(self, sheet: Sheet, place: Place | None = None, section: str = "") -> None:
        """Show a page at a place in it, at a section, or from its beginning."""
        self.sheet = sheet
        self.link = None
        self._lay_out()
        line = 0
        if self.lines:
            if place:
                line = self.lines.line_of(place)
            elif section:
                line = self.lines.section(section) or 0
        self._wanted = self.lines.place_of(line) if self.lines else None
        self.look_for(self.query_text)
        self._go(line)
        self.post_message(self.Moved(self.heading))

    @property
    def place(self) -> Place | None:
        """Where the reader is."""
        return self.lines.place_of(self.top) if self.lines else None

    @property
    def top(self) -> int:
        """The first line on the screen."""
        return round(self.scroll_target_y)

    @property
    def heading(self) -> int:
        """The number of the heading that is read, or -1."""
        return self.lines.heading_above(self.top) if self.lines else -1

    def go_to_heading(self, number: int) -> None:
        """Scroll to a heading."""
        if self.lines:
            self._go(self.lines.headings.get(number, 0))

    def codes_in_sight(self) -> list[int]:
        """Return which blocks of code are on the screen."""
        if not self.lines:
            return []
        bottom = self.top + self.size.height
        ends = self.lines.code_ends
        return [n for n, at in self.lines.codes.items() if at < bottom and ends[n] >= self.top]

    def look_for(self, text: str) -> None:
        """Find a text in the page and set off what is found."""
        self.query_text = text
        self.hits = find(self.lines.texts, text) if self.lines else []
        self.hit = -1
        self._mark()

    def next_hit(self, step: int = 1, *, stay: bool = False) -> None:
        """Go to the next hit, or the one before.

        Args:
            step: 1 for the next, -1 for the one before.
            stay: Whether the first one from the top of the screen is wanted.
        """
        if not self.hits:
            return
        if stay or self.hit < 0:
            below = (n for n, hit in enumerate(self.hits) if hit and hit[0].line >= self.top)
            first = next(below, 0)
            self.hit = first if step > 0 else (first - 1) % len(self.hits)
        else:
            self.hit = (self.hit + step) % len(self.hits)
        self._mark()
        if spans := self.hits[self.hit]:
            self._show_line(spans[0].line)

    def action_next_link(self, step: int) -> None:
        """Go to the next link from what is on the screen."""
        links = self.lines.links if self.lines else []
        if not links:
            return
        if self.link in links and self._in_sight(self.link.spans[0].line):
            number = (links.index(self.link) + step) % len(links)
        else:
            below = [n for n, link in enumerate(links) if link.spans[0].line >= self.top]
            first = below[0] if below else 0
            number = first if step > 0 else (first - 1) % len(links)
        self.link = links[number]
        self._show_line(self.link.spans[0].line)
        self.refresh()

    def action_follow(self) -> None:
        """Follow the link that was gone to."""
        if self.link:
            self.post_message(self.Followed(self.link.target))

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        if link := self._link_under(event):
            self.link = link
            self.refresh()
            self.post_message(self.Followed(link.target))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show that a link can be clicked."""
        self.styles.pointer = "pointer" if self._link_under(event) else "default"

    def on_resize(self) -> None:
        """Break the lines anew and stay where the reader is."""
        width = self._columns()
        if self.sheet and (not self.lines or self.lines.width != width):
            place = self._wanted
            self._lay_out()
            self.look_for(self.query_text)
            if self.lines and place:
                self._go(self.lines.line_of(place))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell where the reader is."""
        super().watch_scroll_y(old_value, new_value)
        if self.lines and round(old_value) != round(new_value):
            if self.lines.width == self._columns():
                self._wanted = self.place
            self.post_message(self.Moved(self.heading))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what the mouse has marked."""
        if not self.lines:
            return None
        return selection.extract("\n".join(text.rstrip() for text in self.lines.texts)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what the mouse has marked."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        left, top = self.scroll_offset
        line, width, style = top + y, self.size.width, self.rich_style
        if not self.lines or line >= len(self.lines.strips):
            return Strip.blank(width, style)
        strip = self.lines.strips[line]
        for span, current in self._marks.get(line, []):
            strip = overlaid(strip, span.begin, span.end, self._hit_style(current=current))
        for span in self.link.spans if self.link else ():
            if span.line == line:
                strip = overlaid(strip, span.begin, span.end, Style(reverse=True, bold=True))
        if marked := self.text_selection and self.text_selection.get_span(line):
            begin, end = marked
            text = self.lines.texts[line]
            last = None if end == -1 else end
            strip = overlaid(
                strip,
                cell_len(text[:begin]),
                cell_len(text[:last]),
                self.screen.get_component_rich_style("screen--selection"),
            )
        strip = strip.apply_style(style).crop_extend(left, left + width, style)
        return strip.apply_offsets(left, line)

    def _columns(self) -> int:
        return max(_NARROWEST, min(self.scrollable_content_region.width or 80, WIDEST))

    def _lay_out(self) -> None:
        if self.sheet:
            self.lines = Lines(self.sheet, self._columns())
            self.virtual_size = Size(self.lines.width, len(self.lines.strips))
            self.refresh()

    def _hit_style(self, *, current: bool) -> Style:
        if self.app.no_color:
            return Style(reverse=True, underline=current, bold=current)
        return Style(color="black", bgcolor="#ff9e3b" if current else "#e8d26a", bold=current)

    def _mark(self) -> None:
        self._marks = {}
        for number, hit in enumerate(self.hits):
            for span in hit:
                self._marks.setdefault(span.line, []).append((span, number == self.hit))
        self.refresh()

    def _in_sight(self, line: int) -> bool:
        return self.top <= line < self.top + self.size.height

    def _show_line(self, line: int) -> None:
        if not self._in_sight(line):
            self._go(line - _ABOVE)

    def _go(self, line: int) -> None:
        # Forced: before the first layout there is no scroll bar to go by.
        self.scroll_to(y=max(line, 0), animate=False, immediate=True, force=True)

    def _link_under(self, event: events.MouseEvent) -> Link | None:
        offset = event.get_content_offset(self)
        if not self.lines or offset is None:
            return None
        return self.lines.link_at(offset.y + self.scroll_offset.y, offset.x + self.scroll_offset.x)
