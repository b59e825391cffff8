"""The options that the commands around scaffolds share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from awsdev.cli import completion
from awsdev.cli.output import AnswerFormat
from awsdev.errors import AwsdevError


def _settings(offered: Callable[[typer.Context, str], list[tuple[str, str]]]) -> Any:
    return typer.Option(
        "--set", metavar="KEY=VALUE", help="Answer one parameter.", autocompletion=offered
    )


Settings = Annotated[list[str] | None, _settings(completion.settings)]
AdditionSettings = Annotated[list[str] | None, _settings(completion.addition_settings)]
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


def refuse_diff_as_json(format_: AnswerFormat, *, show_diff: bool) -> None:
    """Refuse `--diff` with `--format json`.

    Raises:
        AwsdevError: Both were given.
    """
    if show_diff and format_ is AnswerFormat.JSON:
        raise AwsdevError("--diff has no JSON form", "leave one out")
