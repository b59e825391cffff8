"""Pages on a terminal: Rich's Markdown, with headings, code, callouts and tables of our own."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import ClassVar

from markdown_it.token import Token
from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import (
    BlockQuote,
    CodeBlock,
    Heading,
    Markdown,
    MarkdownElement,
    TableElement,
)
from rich.measure import Measurement
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from awsdev.notes.language import Language
from awsdev.notes.markdown import parse
from awsdev.notes.words import word
from awsdev.terminal import printable

# The reader's own palette, so that a page fits a dark and a light terminal.
_THEME = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold cyan",
        "markdown.h3": "bold",
        "markdown.code": "cyan",
        "markdown.link": "underline",
        "markdown.link_url": "underline",
        "markdown.item.bullet": "cyan",
        "markdown.item.number": "cyan",
        "markdown.table.header": "bold",
        "markdown.table.border": "dim",
        "callout.note": "blue",
        "callout.tip": "green",
        "callout.important": "magenta",
        "callout.warning": "yellow",
        "callout.caution": "red",
    }
)
_CODE_THEME = "ansi_dark"
_WIDEST_WORD = 40
"""Cells a word may claim in a table; a longer one is broken."""
_CODE_INDENT = 4
_HANGING_INDENT = 2
_NARROWEST_CODE = 20
"""Cells that a broken line of code needs beside its indent; with less it is broken anywhere."""


def render_terminal(
    markdown: str, language: Language, *, width: int, colour: bool, addresses: bool = False
) -> str:
    """Return a page as a terminal shows it.

    Args:
        markdown: The page, its links already made into commands.
        language: The language of the words that awsdev adds.
        width: Columns.
        colour: Whether to write styles and hyperlinks; plain text otherwise.
        addresses: Whether plain text gives the address behind each link.
    """
    screen = io.StringIO()
    console = _console(screen, width, colour=colour)
    console.print(_Page(markdown, language, hyperlinks=colour or not addresses))
    lines = screen.getvalue().splitlines()
    # Rich fills lines up to the width; without colour that is only trailing blanks.
    kept = lines if colour else [line.rstrip() for line in lines]
    return "\n".join(kept).strip("\n") + "\n"


def render_lines(markdown: str, language: Language, *, width: int) -> list[list[Segment]]:
    """Return a page as lines of styled text, for a screen that scrolls through them.

    The style of a link carries its target; what stands in a heading or in a block of code carries
    the number of it, counted from 0 down the page, as `meta["heading"]` or `meta["code"]`.

    Args:
        markdown: The page, its links as they are to be followed.
        language: The language of the words that awsdev adds.
        width: Columns.
    """
    console = _console(io.StringIO(), width, colour=True)
    return console.render_lines(_Page(markdown, language, hyperlinks=True), pad=False)


def _console(screen: io.StringIO, width: int, *, colour: bool) -> Console:
    return Console(
        file=screen,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        theme=_THEME,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


class _Heading(Heading):
    """Left-aligned, underlined: told apart from text without colour too."""

    number = 0

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> _Heading:
        heading = cls(token.tag)
        heading.number = token.meta["number"]
        return heading

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self.text.stylize(Style.from_meta({"heading": self.number}))
        yield self.text
        if self.tag in ("h1", "h2"):
            cells = options.max_width if self.tag == "h1" else cell_len(self.text.plain)
            line = "━" if self.tag == "h1" else "─"
            yield Text(line * min(cells, options.max_width), style=f"markdown.{self.tag}")


class _CodeBlock(CodeBlock):
    """Code on the terminal's own background; drawings as they are."""

    number = 0

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> _CodeBlock:
        block = cls(token.info.partition(" ")[0] or "text", _CODE_THEME)
        block.number = token.meta["number"]
        return block

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        code = printable(str(self.text).rstrip())
        if self.lexer_name == "drawing":
            drawing = Text(code, no_wrap=True, overflow="crop", style="none")
            yield Padding(drawing, (0, 0, 0, 2))
            return
        syntax = Syntax(code, self.lexer_name, theme=self.theme, background_color="default")
        width = options.max_width - _CODE_INDENT
        lines = syntax.highlight(code).split("\n")
        rows = [row for line in lines for row in _hanging(line, console, width)]
        for row in rows:
            row.stylize(Style.from_meta({"code": self.number}))
            yield Padding(row, (0, 0, 0, _CODE_INDENT))


def _hanging(line: Text, console: Console, width: int) -> Iterable[Text]:
    """Break a line of code that is too long; what follows stays right of where it begins."""
    indent = len(line.plain) - len(line.plain.lstrip(" "))
    room = width - indent - _HANGING_INDENT
    if line.cell_len <= width or room < _NARROWEST_CODE:
        yield line
        return
    for number, row in enumerate(line[indent:].wrap(console, room)):
        row.pad_left(indent + (_HANGING_INDENT if number else 0))
        yield row


class _BlockQuote(BlockQuote):
    """A quote, or a callout with a bar and its sort in words."""

    sort = ""
    language = Language.EN

    @classmethod
    def create(cls, markdown: Markdown, token: Token) -> MarkdownElement:
        quote = cls()
        quote.sort = token.meta.get("callout", "")
        if isinstance(markdown, _Page):
            quote.language = markdown.language
        return quote

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.sort:
            yield from super().__rich_console__(console, options)
            return
        style = console.get_style(f"callout.{self.sort}")
        bar = Segment("┃ ", style)
        yield bar
        yield Segment(word(self.sort, self.language), style)
        yield Segment.line()
        body = options.update(width=options.max_width - 2)
        for line in console.render_lines(self.elements, body):
            yield bar
            yield from line
            yield Segment.line()


class _Table(TableElement):
    """Columns with rules between rows where a cell wraps, so that rows stay apart."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.header is None or self.header.row is None or self.body is None:
            return
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, border_style="markdown.table.border")
        for cell in self.header.row.cells:
            heading = cell.content.copy()
            heading.stylize("markdown.table.header")
            table.add_column(heading, justify=cell.justify, overflow="fold")
        rows = [[cell.content for cell in row.cells] for row in self.body.rows]
        for row in rows:
            table.add_row(*row)
        if console.measure(table, options=options.update(width=10_000)).maximum > options.max_width:
            table.show_lines = True
            table.box = box.HORIZONTALS
            _keep_words_whole(table, console, options.max_width)
        yield table


def _keep_words_whole(table: Table, console: Console, width: int) -> None:
    """Take from the widest columns, but no column the room of its longest word.

    Rich alone breaks a long option in a narrow column. Where there is no room for the words
    either, its way stays.
    """
    columns = [
        [Measurement.get(console, console.options, cell) for cell in (column.header, *column.cells)]
        for column in table.columns
    ]
    least = [min(_WIDEST_WORD, max(cell.minimum for cell in cells)) for cells in columns]
    widths = [max(cell.maximum for cell in cells) for cells in columns]
    # Three cells between two columns, one at either end.
    room = width - 3 * len(columns) + 1
    if sum(least) > room:
        return
    while sum(widths) > room:
        _, widest = max((w, n) for n, w in enumerate(widths) if w > least[n])
        widths[widest] -= 1
    for column, cells in zip(table.columns, widths, strict=True):
        column.width = cells


class _Page(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _CodeBlock,
        "code_block": _CodeBlock,
        "blockquote_open": _BlockQuote,
        "table_open": _Table,
    }

    def __init__(self, markdown: str, language: Language, *, hyperlinks: bool) -> None:
        super().__init__("", code_theme=_CODE_THEME, hyperlinks=hyperlinks)
        self.language = language
        self.parsed = parse(markdown)
        for types in (("heading_open",), ("fence", "code_block")):
            for number, token in enumerate(t for t in self.parsed if t.type in types):
                token.meta["number"] = number
