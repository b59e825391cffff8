"""The options that the commands around scaffolds share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from awsdev.cli import completion
from awsdev.cli.output import AnswerFormat

Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Answer one parameter.",
        autocompletion=completion.settings,
    ),
]
Defaults = Annotated[
    bool, typer.Option("--defaults", help="Ask nothing: take defaults for the rest.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="List what would be written; write nothing.")
]
ShowDiff = Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")]
From = Annotated[
    Path | None,
    typer.Option("--from", metavar="DIR", help="Take scaffolds from a folder of your own."),
]
Form = Annotated[AnswerFormat, typer.Option("--format", help="Form of the answer.")]
