"""`awsdev search`: sections, rules and scaffolds, found by the words one has."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.errors import AwsdevError, Status
from awsdev.notes.language import Language, choose_language
from awsdev.terminal import coloured, paint, screen_width

if TYPE_CHECKING:
    from awsdev.search.results import Result
    from awsdev.search.snippets import Snippet

_KEYS = "123456789"
_INDENT = "   "
_LINES = 2
"""Lines on screen that a snippet may take."""
_UNUSED = 8
"""Cells at the end of a line that a long word may leave."""
_SAID = 60
"""Letters of a query that are said again."""


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="What to look for, in any language.")
    ],
    lang: Annotated[
        Language | None,
        typer.Option(help="Language of the notes, unless WORDS are Korean.", case_sensitive=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Results at most.")] = len(_KEYS),
    format_: Annotated[
        AnswerFormat, typer.Option("--format", help="Form of the answer.")
    ] = AnswerFormat.TEXT,
) -> int:
    """Find sections of topics, rules and scaffolds."""
    query = " ".join(words).strip()
    results = _found(query, choose_language(lang, os.environ), limit)
    if format_ is AnswerFormat.JSON:
        answers = [result.as_json() for result in results]
        write_json({"version": 1, "query": query, "results": answers})
        return Status.OK if results else Status.NO
    if not results:
        hint = "other words may; `awsdev show` lists the topics"
        said = query if len(query) <= _SAID else f"{query[:_SAID]}…"
        raise AwsdevError(f"nothing answers {said}", hint, Status.NO)
    picks = sys.stdin.isatty() and sys.stdout.isatty()
    _write(results, numbered=picks)
    return _pick(results) if picks else Status.OK


def _found(query: str, language: Language, limit: int) -> list[Result]:
    from awsdev.search.results import search as search_index  # noqa: PLC0415 - not for --help
    from awsdev.search.store import opened_index  # noqa: PLC0415 - as above

    if not any(letter.isalnum() for letter in query):
        raise AwsdevError("there is no word to look for", "awsdev search visibility timeout")
    with opened_index(_tell_making) as index:
        return search_index(index, query, language, limit)


def _tell_making() -> None:
    if sys.stderr.isatty():
        typer.echo("Reading everything once; the next search is quick.", err=True)


def _write(results: list[Result], *, numbered: bool) -> None:
    colour, width = coloured(sys.stdout), screen_width(sys.stdout) - len(_INDENT)
    for number, result in enumerate(results, 1):
        document = result.document
        mark = f"{number}. " if numbered and number <= len(_KEYS) else _INDENT
        title = ": ".join(part for part in (document.title, document.heading) if part)
        command = " ".join(["awsdev", *result.command])
        write(mark + paint(title, "bold", colour=colour) + "\n")
        for line in _wrapped(_fitting(result.snippet, width), width, colour=colour):
            write(_INDENT + line + "\n")
        write(_INDENT + paint(command, "cyan", colour=colour) + "\n\n")


def _fitting(snippet: Snippet, width: int) -> Snippet:
    """Return as much of a snippet as some lines on screen hold: a syllable takes two cells."""
    from rich.cells import cell_len  # noqa: PLC0415 - as its form needs

    from awsdev.search.snippets import cut  # noqa: PLC0415 - as above

    cells = cell_len(snippet.text) / max(1, len(snippet.text))
    # Lines end before a word that does not fit.
    return cut(snippet, int((width - _UNUSED) * _LINES / max(cells, 1)))


def _wrapped(snippet: Snippet, width: int, *, colour: bool) -> list[str]:
    """Return a snippet's lines on screen, its hits set off where colour is wanted."""
    from rich.console import Console  # noqa: PLC0415 - as its form needs
    from rich.text import Text  # noqa: PLC0415 - as above

    console, text = Console(width=width), Text(snippet.text)
    for begin, end in snippet.hits:
        text.stylize("bold yellow", begin, end)
    return [
        "".join(
            paint(part.text, str(part.style or ""), colour=colour and bool(part.style))
            for part in line.render(console)
        ).rstrip()
        for line in text.wrap(console, width)
    ]


def _pick(results: list[Result]) -> int:
    """Let the reader open a result by its key; any other key ends."""
    keys = _KEYS[: len(results)]
    typer.echo(f"Open 1 to {keys[-1]}? Any other key ends. ", err=True, nl=False)
    try:
        key = typer.getchar()
    except EOFError:
        key = ""
    typer.echo("", err=True)
    return _open(results[keys.index(key)]) if key and key in keys else Status.OK


def _open(result: Result) -> int:
    from awsdev.cli.explain import explain  # noqa: PLC0415 - only what is picked
    from awsdev.cli.scaffold import scaffold  # noqa: PLC0415 - as above
    from awsdev.cli.show import show  # noqa: PLC0415 - as above
    from awsdev.search.document import Kind  # noqa: PLC0415 - as above

    document = result.document
    match document.kind:
        case Kind.RULE:
            return explain(document.name)
        case Kind.SCAFFOLD:
            return scaffold(document.name, explain=True)
        case Kind.TOPIC:
            return show(result.command[-1], document.language)
