"""What `awsdev scaffold` asks at a terminal: answers, and what to do with files that differ."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from awsdev.cli.scaffold_report import tell_diff
from awsdev.errors import AwsdevError
from awsdev.terminal import coloured, paint, printable

if TYPE_CHECKING:
    from awsdev.scaffolds.parameter import Parameter, Value
    from awsdev.scaffolds.write import Plan

_CHOICES = "[k]eep yours, [o]verwrite, show the [d]iff, [K]eep all, [O]verwrite all"


def ask_parameter(parameter: Parameter, default: Value) -> Value:
    """Ask for an answer until it is one that is allowed."""

    def parse(text: str | Value) -> Value:
        try:
            return parameter.parse(text) if isinstance(text, str) else parameter.check(text)
        except AwsdevError as error:
            raise typer.BadParameter(str(error)) from error

    colour = coloured(sys.stderr)
    choices = f" ({', '.join(parameter.choices)})" if parameter.choices else ""
    typer.echo(paint(parameter.help + choices, "dim", colour=colour), err=True)
    shown = {True: "yes", False: "no"}[default] if isinstance(default, bool) else default
    value: Value = typer.prompt(f"  {parameter.name}", default=shown, value_proc=parse, err=True)
    return value


def ask_conflicts(plan: Plan) -> Plan:
    """Ask, file by file, what to do with those that are there and differ."""
    from awsdev.scaffolds.write import FileStatus  # noqa: PLC0415 - only where it is asked

    decided = dict(plan.statuses)
    for_all = ""
    for path in plan.conflicts:
        answer = for_all or _ask_conflict(plan, path)
        for_all = answer if answer.isupper() else ""
        kept = answer.lower() == "k"
        decided[path] = FileStatus.SKIPPED if kept else FileStatus.OVERWRITTEN
    return replace(plan, statuses=decided)


def _ask_conflict(plan: Plan, path: str) -> str:
    typer.echo(f"{printable(str(plan.destination / path))} is there and differs.", err=True)
    while True:
        answer = typer.prompt(f"  {_CHOICES}", default="k", value_proc=_one_of("koKOd"), err=True)
        if answer != "d":
            return str(answer)
        tell_diff(_diff_of(plan, path))
        sys.stdout.flush()


def _diff_of(plan: Plan, path: str) -> Iterable[str]:
    from awsdev.scaffolds.write import diff  # noqa: PLC0415 - only where it is asked for

    alone = replace(plan, project={path: plan.project[path]})
    return diff(alone)


def _one_of(letters: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if len(text) != 1 or text not in letters:
            raise typer.BadParameter(f"{text!r} is none of {', '.join(letters)}")
        return text

    return parse
