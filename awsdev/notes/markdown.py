"""Markdown as tokens, callouts (`> [!NOTE]`) and heading ids understood."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_CALLOUT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$")
_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}$")


@cache
def parser() -> MarkdownIt:
    """Return the parser of pages: CommonMark and tables, no raw HTML, nothing from outside."""
    engine = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return engine.disable("image")


def parse(markdown: str) -> list[Token]:
    """Return a page's tokens.

    A callout's `blockquote_open` carries its sort (`note`, …) in `meta["callout"]`;
    a heading's `heading_open` carries its id as an attribute.
    """
    tokens = parser().parse(markdown)
    for position, token in enumerate(tokens):
        if token.type == "blockquote_open" and tokens[position + 1].type == "paragraph_open":
            _mark_callout(token, tokens[position + 2])
        elif token.type == "heading_open":
            _mark_heading(token, tokens[position + 1])
    return tokens


def plain_text(inline: Token) -> str:
    """Return the text of a paragraph, a heading or a cell, without its marks, on one line."""
    texts = {"softbreak": " ", "hardbreak": " "}
    children = inline.children or []
    return "".join(texts.get(child.type, child.content) for child in children).strip()


def plain_title(title: str) -> str:
    """Return the text of a heading, given in Markdown, without its marks."""
    tokens = parse(f"# {title}")
    return plain_text(tokens[1]) if len(tokens) > 1 else title


def _mark_callout(quote: Token, first: Token) -> None:
    children = first.children or []
    match = _CALLOUT.match(children[0].content) if children else None
    if match:
        quote.meta["callout"] = match[1].lower()
        # The mark and the line break after it go.
        first.children = children[2:]


def _mark_heading(heading: Token, inline: Token) -> None:
    children = inline.children or []
    match = _ANCHOR.search(children[-1].content) if children else None
    if match:
        heading.attrs["id"] = match[1]
        children[-1].content = children[-1].content[: match.start()]
        inline.content = _ANCHOR.sub("", inline.content)
