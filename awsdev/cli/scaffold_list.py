"""The list of scaffolds, from which a terminal may pick one, and one of them explained."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from awsdev.cli.output import write, write_json
from awsdev.errors import AwsdevError
from awsdev.terminal import coloured, paint, screen_width

if TYPE_CHECKING:
    from awsdev.scaffolds.catalogue import Catalogue
    from awsdev.scaffolds.manifest import Scaffold
    from awsdev.scaffolds.parameter import Value


def list_scaffolds(catalogue: Catalogue) -> None:
    """Write all scaffolds by group, one line each."""
    from awsdev.listing import listing  # noqa: PLC0415 - only where something is listed
    from awsdev.scaffolds.catalogue import by_group, is_awsdevs  # noqa: PLC0415 - as above

    colour, width = coloured(sys.stdout), screen_width(sys.stdout)
    scaffolds = catalogue.all()
    names = max((len(each.name) for each in scaffolds), default=0)
    for group, some in by_group(scaffolds).items():
        write(paint(group, "bold", colour=colour) + "\n")
        rows = [
            (f"  {each.name:{names}}", each.title + ("" if is_awsdevs(each) else " (yours)"))
            for each in some
        ]
        write(listing(rows, width=width, colour=colour) + "\n")
    write("awsdev scaffold NAME DEST\n")


def pick(catalogue: Catalogue) -> Scaffold | None:
    """Ask at the terminal which scaffold is wanted; None for none.

    What begins only one name is enough.
    """

    def parse(text: str) -> Scaffold | None:
        begun = [name for name in catalogue.names if text and name.startswith(text.strip())]
        try:
            return catalogue.find(begun[0] if len(begun) == 1 else text) if text else None
        except AwsdevError as error:
            raise typer.BadParameter(str(error)) from error

    typer.echo("", err=True)
    return typer.prompt(  # type: ignore[no-any-return] # typer.prompt gives what value_proc gives
        "Which one? Enter for none", default="", show_default=False, value_proc=parse, err=True
    )


def explain_scaffold(
    scaffold: Scaffold, answers: dict[str, Value], files: list[str], *, json: bool
) -> None:
    """Write what a scaffold asks and what it would write with these answers."""
    if json:
        from awsdev.scaffolds.catalogue import list_answer  # noqa: PLC0415 - only for JSON

        [described] = list_answer([scaffold])["scaffolds"]
        write_json({"version": 1, **described, "answers": answers, "files": files})
        return
    _explain(scaffold, answers, files)


def _explain(scaffold: Scaffold, answers: dict[str, Value], files: list[str]) -> None:
    from awsdev.listing import listing, wrap_cells  # noqa: PLC0415 - only where it is shown
    from awsdev.scaffolds.explained import computed, question  # noqa: PLC0415 - as above

    colour, width = coloured(sys.stdout), screen_width(sys.stdout)

    def head(text: str) -> None:
        write("\n" + paint(text, "bold", colour=colour) + "\n")

    write(paint(f"{scaffold.name}: {scaffold.title}", "bold", colour=colour) + "\n")
    write("\n".join(wrap_cells(scaffold.summary, width)) + "\n")
    head("It asks")
    rows = [(f"  {each.name}", question(each, answers)) for each in scaffold.parameters]
    write(listing(rows, width=width, colour=colour))
    if scaffold.computed:
        head("It computes")
        rows = [(f"  {name}", words) for name, words in computed(scaffold, answers)]
        write(listing(rows, width=width, colour=colour))
    head(f"It writes, with {'these answers' if answers else 'its defaults'}")
    write("".join(f"  {path}\n" for path in files))
    head("Read on")
    write("".join(f"  awsdev show {topic}\n" for topic in scaffold.topics))
