"""Pages as HTML: one file that needs nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from rich.cells import cell_len

from awsdev.notes.language import Language
from awsdev.notes.links import for_html
from awsdev.notes.markdown import parse, parser
from awsdev.notes.page import Page
from awsdev.notes.words import word


def render_html(page: Page, section: str = "") -> str:
    """Return a whole HTML document for a page, or for one section of it.

    Raises:
        AwsdevError: There is no such section.
    """
    environment = Environment(
        loader=PackageLoader("awsdev.notes", "html_templates"),
        autoescape=select_autoescape(),
        keep_trailing_newline=True,
    )
    body = render_body(for_html(page.part(section), page.topic), page.language)
    return environment.get_template("page.html.j2").render(
        language=str(page.language),
        title=page.title,
        description=page.topic.summary[page.language],
        body=Markup(body),  # noqa: S704 - made by render_body, which escapes what it is given
        light=Markup(_code_styles("default")),  # noqa: S704 - Pygments' own style sheet
        dark=Markup(_code_styles("github-dark")),  # noqa: S704 - as above
    )


def render_body(markdown: str, language: Language, *, downloads: str = "") -> str:
    """Return Markdown as HTML elements; raw HTML in it is shown, not obeyed.

    Args:
        markdown: What is to be shown.
        language: The language of awsdev's own words in it.
        downloads: What the addresses of files begin with that a reader keeps; none where empty.
    """
    engine = parser()
    renderer = _Renderer(engine)
    renderer.language = language
    renderer.downloads = downloads
    return renderer.render(parse(markdown), engine.options, {})


class _Renderer(RendererHTML):
    """Callouts as labelled asides, code highlighted by class."""

    language = Language.EN
    downloads = ""

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return a fenced block as highlighted code, or as a drawing."""
        # The name of a file may follow that of its language.
        name, text = tokens[idx].info.partition(" ")[0], tokens[idx].content
        if name == "drawing":
            return f'<pre class="drawing" tabindex="0">{_on_grid(text)}</pre>\n'
        return highlighted(text, name)

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the start of a link, or of one to a file to keep."""
        if self.downloads and str(tokens[idx].attrs["href"]).startswith(self.downloads):
            tokens[idx].attrs["download"] = ""
        return self.renderToken(tokens, idx, options, env)

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the start of a cell, aligned by class: a strict page refuses other styles."""
        style = str(tokens[idx].attrs.pop("style", ""))
        if style:
            tokens[idx].attrs["class"] = style.removeprefix("text-align:")
        return self.renderToken(tokens, idx, options, env)

    td_open = th_open

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the start of a quote, or of a callout with its sort in words."""
        sort = tokens[idx].meta.get("callout", "")
        if not sort:
            return "<blockquote>\n"
        tokens[_closing(tokens, idx)].meta["callout"] = sort
        label = escape(word(sort, self.language))
        return f'<aside class="callout {sort}">\n<p class="label">{label}</p>\n'

    def blockquote_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the end of a quote or callout."""
        return "</aside>\n" if tokens[idx].meta.get("callout") else "</blockquote>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the start of a table that scrolls on its own where it is too wide."""
        return '<div class="table" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Return the end of a table."""
        return "</table></div>\n"


@cache
def highlighted(text: str, language: str) -> str:
    """Return code as a block of HTML, its tokens told by class.

    The pages of a topic show the same examples in every language.
    """
    block = highlight(text, _lexer(language or "text"), _formatter())
    # What scrolls can be scrolled with the keyboard.
    return str(block).replace("<pre>", '<pre tabindex="0">', 1)


@cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return get_lexer_by_name("text")


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(cssclass="code", wrapcode=True)


def _on_grid(drawing: str) -> str:
    """Return a drawing with every character in a cell of its own, or of two.

    A browser takes Hangul and line characters from fonts of any width; the cells keep the
    columns that a terminal would show.
    """
    classes = {1: "n", 2: "w"}
    return "".join(
        escape(mark)
        if mark.isascii()
        else f'<span class="{classes.get(cell_len(mark), "n")}">{mark}</span>'
        for mark in drawing
    )


def _closing(tokens: Sequence[Token], start: int) -> int:
    level = tokens[start].level
    return next(
        index
        for index in range(start + 1, len(tokens))
        if tokens[index].type == "blockquote_close" and tokens[index].level == level
    )


def _code_styles(style: str) -> str:
    formatter = HtmlFormatter(style=style)
    return str(formatter.get_style_defs(".code"))  # type: ignore[no-untyped-call] # its stubs lack types
