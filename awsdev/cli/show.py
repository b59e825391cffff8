"""`awsdev show`: topics, whole or in part."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli import completion
from awsdev.cli.output import write, write_bytes, write_json
from awsdev.errors import AwsdevError, Status
from awsdev.names import did_you_mean
from awsdev.notes.language import Language, choose_language
from awsdev.terminal import coloured, paint, printable, screen_width, show_page

if TYPE_CHECKING:
    from awsdev.notes.library import Library
    from awsdev.notes.topic import Example, Topic


class PageFormat(StrEnum):
    """The forms a topic is shown in."""

    PRETTY = "pretty"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _View:
    """How an answer is wanted."""

    language: Language
    format: PageFormat
    columns: int
    colour: bool
    pager: bool


def show(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC[#SECTION]",
            help="A slug or alias. Without one: the list of topics.",
            autocompletion=completion.topics,
        ),
    ] = "",
    lang: Annotated[
        Language | None,
        typer.Option(
            help="Language of the notes; AWSDEV_LANG and the locale decide otherwise.",
            case_sensitive=False,
        ),
    ] = None,
    format_: Annotated[
        PageFormat, typer.Option("--format", help="Form of the answer.")
    ] = PageFormat.PRETTY,
    width: Annotated[
        int | None,
        typer.Option(min=20, max=400, help="Columns; the terminal's where not given."),
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Never page, however long.")] = False,
    example: Annotated[
        str, typer.Option(metavar="NAME", help="Print only this example's file.")
    ] = "",
) -> int:
    """Show a topic, a section or an example of it, or the list."""
    from awsdev.notes.library import users_library  # noqa: PLC0415 - not needed for --help

    topic = topic.strip()
    if example and (not topic or format_ is not PageFormat.PRETTY):
        raise AwsdevError("--example prints a file of one topic, as it is", "name the topic alone")
    library = users_library()
    view = _View(
        language=choose_language(lang, os.environ),
        format=format_,
        columns=width or screen_width(sys.stdout),
        colour=coloured(sys.stdout),
        pager=not no_pager,
    )
    if not topic:
        _list(library, view)
        return Status.OK
    name, _, section = topic.partition("#")
    if not name.strip():
        raise AwsdevError(f"{topic}: no topic is named", "`awsdev show` lists the topics")
    found = library.find(name)
    if example:
        write_bytes(_example(found, example).path.read_bytes())
    else:
        _page(library, found, section, view)
    return Status.OK


def _page(library: Library, topic: Topic, section: str, view: _View) -> None:
    from awsdev.notes.page import load_page  # noqa: PLC0415 - not needed for a list

    page = load_page(library, topic, view.language)
    match view.format:
        case PageFormat.JSON:
            from awsdev.notes.answers import page_answer  # noqa: PLC0415 - as its form needs

            write_json(page_answer(page, section))
        case PageFormat.HTML:
            from awsdev.notes.html import render_html  # noqa: PLC0415 - as its form needs

            write(render_html(page, section))
        case PageFormat.MARKDOWN:
            from awsdev.notes.links import for_markdown  # noqa: PLC0415 - as its form needs

            write(for_markdown(page.part(section), topic))
        case PageFormat.PRETTY:
            from awsdev.notes.links import for_terminal  # noqa: PLC0415 - as its form needs
            from awsdev.notes.terminal import render_terminal  # noqa: PLC0415 - as its form needs

            markdown = for_terminal(page.part(section), topic)
            text = render_terminal(markdown, view.language, width=view.columns, colour=view.colour)
            show_page(text, pager=view.pager)


def _example(topic: Topic, name: str) -> Example:
    by_stem = {example.path.stem: example for example in topic.examples.values()}
    example = topic.examples.get(name) or by_stem.get(name)
    if example is None:
        hint = did_you_mean(name, topic.examples) or f"it has {', '.join(topic.examples)}"
        raise AwsdevError(f"{topic.slug} has no example {name}", hint, Status.NO)
    return example


def _list(library: Library, view: _View) -> None:
    topics = library.topics()
    match view.format:
        case PageFormat.JSON:
            from awsdev.notes.answers import list_answer  # noqa: PLC0415 - as its form needs

            write_json(list_answer(topics, view.language))
        case PageFormat.MARKDOWN:
            from awsdev.notes.answers import list_markdown  # noqa: PLC0415 - as its form needs

            write(list_markdown(topics, view.language))
        case PageFormat.HTML:
            raise AwsdevError("the list of topics has no HTML form", "name a topic")
        case PageFormat.PRETTY:
            from awsdev.listing import listing  # noqa: PLC0415 - as its form needs

            rows = [(topic.slug, _summary(topic, view.language)) for topic in topics]
            write(listing(rows, width=view.columns, colour=view.colour))
            write("\n" + paint("awsdev show TOPIC", "bold", colour=view.colour) + "\n")


def _summary(topic: Topic, language: Language) -> str:
    from awsdev.notes.words import word  # noqa: PLC0415 - not needed for --help

    summary = topic.summary[language]
    return printable(f"{summary} ({word('own', language)})" if topic.own else summary)
