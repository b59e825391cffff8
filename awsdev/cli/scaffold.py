"""`awsdev scaffold`: projects from skeletons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsdev.cli import completion
from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.cli.scaffold_report import count_of, tell_diff, tell_files, tell_recovered
from awsdev.errors import AwsdevError, Status
from awsdev.terminal import coloured, paint, printable, screen_width

if TYPE_CHECKING:
    from awsdev.lint.report import Report
    from awsdev.scaffolds.answers import Given
    from awsdev.scaffolds.manifest import Scaffold
    from awsdev.scaffolds.parameter import Parameter, Value
    from awsdev.scaffolds.write import Plan


def scaffold(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A scaffold. Without one: the list.",
            autocompletion=completion.scaffolds,
        ),
    ] = "",
    destination: Annotated[
        Path | None,
        typer.Argument(
            metavar="DEST", help="The folder to write; named after the project if left out."
        ),
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Answer one parameter.")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take answers from a YAML file.")
    ] = None,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Ask nothing: take defaults for the rest.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would be written; write nothing.")
    ] = False,
    show_diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change; write nothing.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are there and differ.")
    ] = False,
    skip_existing: Annotated[
        bool, typer.Option("--skip-existing", help="Keep files that are there and differ.")
    ] = False,
    format_: Annotated[
        AnswerFormat, typer.Option("--format", help="Form of the answer.")
    ] = AnswerFormat.TEXT,
) -> int:
    """Write a project, linted before a byte of it is written."""
    from awsdev.scaffolds.answers import (  # noqa: PLC0415 - not needed for --help
        Given,
        parse_settings,
        read_answers,
    )
    from awsdev.scaffolds.catalogue import find_scaffold  # noqa: PLC0415 - as above

    _refuse_pairs(
        (
            overwrite and skip_existing,
            "--overwrite and --skip-existing exclude each other",
            "choose one",
        ),
        (show_diff and format_ is AnswerFormat.JSON, "--diff has no JSON form", "leave one out"),
        (
            not name and bool(settings or answers or defaults),
            "no scaffold is named",
            "`awsdev scaffold` alone lists them",
        ),
    )
    if not name:
        _list(format_)
        return Status.OK
    chosen = find_scaffold(name)
    given = Given(
        settings=parse_settings(settings or []),
        answers=read_answers(answers, chosen) if answers else {},
        suggestions=_suggestions(chosen, destination),
    )
    settled = _settled(chosen, given, defaults=defaults)
    report, plan = _prepare(chosen, settled, destination, overwrite, skip_existing)
    tell_recovered(plan.destination, recovered=plan.recovered)
    if show_diff:
        from awsdev.scaffolds.write import diff  # noqa: PLC0415 - not needed for --help

        tell_diff(diff(plan))
        return Status.OK
    return _write(chosen, settled, report, plan, format_, dry_run=dry_run)


def _refuse_pairs(*refusals: tuple[bool, str, str]) -> None:
    for refused, why, hint in refusals:
        if refused:
            raise AwsdevError(why, hint)


def _prepare(
    chosen: Scaffold,
    settled: dict[str, Value],
    destination: Path | None,
    overwrite: bool,
    skip_existing: bool,
) -> tuple[Report, Plan]:
    from awsdev.scaffolds.render import render_project  # noqa: PLC0415 - not needed for --help
    from awsdev.scaffolds.verify import lint_project, refuse_errors  # noqa: PLC0415 - as above
    from awsdev.scaffolds.write import OnConflict, plan_writing  # noqa: PLC0415 - as above

    project = render_project(chosen, settled)
    folder = destination or Path(str(settled.get("project_name", chosen.name)))
    on_conflict = OnConflict.REFUSE
    if overwrite or skip_existing:
        on_conflict = OnConflict.OVERWRITE if overwrite else OnConflict.SKIP
    plan = plan_writing(project, folder, on_conflict)
    report = lint_project(project)
    refuse_errors(chosen, report)
    return report, plan


def _write(
    chosen: Scaffold,
    settled: dict[str, Value],
    report: Report,
    plan: Plan,
    format_: AnswerFormat,
    *,
    dry_run: bool,
) -> int:
    from awsdev.scaffolds.write import write_plan  # noqa: PLC0415 - not needed for --help

    # Programs get the whole answer, conflicts included, and the reason on standard error.
    if format_ is AnswerFormat.JSON and plan.conflicts:
        write_json(_answer(chosen, settled, report, plan))
    if not dry_run:
        write_plan(plan)
    if format_ is AnswerFormat.TEXT:
        _tell(plan, dry_run=dry_run)
    elif not plan.conflicts:
        write_json(_answer(chosen, settled, report, plan))
    return Status.NO if plan.conflicts else Status.OK


def _answer(
    chosen: Scaffold, settled: dict[str, Value], report: Report, plan: Plan
) -> dict[str, Any]:
    return {
        "version": 1,
        "scaffold": chosen.name,
        "destination": str(plan.destination),
        "files": [{"path": path, "status": str(s)} for path, s in plan.statuses.items()],
        "answers": settled,
        "findings": [finding.as_json() for finding in report.findings],
    }


def _tell(plan: Plan, *, dry_run: bool) -> None:
    tell_files((path, str(status), "") for path, status in plan.statuses.items())
    write(_outcome(plan, printable(str(plan.destination)), dry_run=dry_run) + "\n")


def _outcome(plan: Plan, place: str, *, dry_run: bool) -> str:
    files = count_of(len(plan.changes), "file")
    if plan.conflicts:
        return (
            f"Nothing would be written to {place}: what is marked x is there and differs; pass "
            "--overwrite or --skip-existing, or look with --diff."
        )
    if not plan.changes:
        return f"Nothing to write: {place} has it all."
    if dry_run:
        return f"{files} would be written to {place}. Nothing was."
    return f"{files} written to {place}. Its README.md says what comes next."


def _suggestions(chosen: Scaffold, destination: Path | None) -> dict[str, Value]:
    """Suggest the folder's name as the project's, where the scaffold takes it."""
    parameter = chosen.parameter("project_name")
    if destination is None or parameter is None:
        return {}
    try:
        return {"project_name": parameter.check(destination.absolute().name)}
    except AwsdevError:
        return {}


def _settled(chosen: Scaffold, given: Given, *, defaults: bool) -> dict[str, Value]:
    """Return the answers: given, asked at the terminal, or taken from the defaults.

    Raises:
        AwsdevError: One is not allowed, or nobody is there to answer.
    """
    from awsdev.scaffolds.answers import settle  # noqa: PLC0415 - not needed for --help

    if defaults:
        return settle(chosen, given, None)
    if sys.stdin.isatty():
        return settle(chosen, given, lambda each: _prompt(each, given.suggestion(each)))
    open_: list[str] = []

    def note(parameter: Parameter) -> Value:
        open_.append(parameter.name)
        return given.suggestion(parameter)

    settled = settle(chosen, given, note)
    if open_ and not given.answers:
        raise AwsdevError(
            f"nobody is there to answer {', '.join(open_)}",
            "pass --defaults, --answers FILE or --set KEY=VALUE",
        )
    return settled


def _prompt(parameter: Parameter, default: Value) -> Value:
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


def _list(format_: AnswerFormat) -> None:
    from awsdev.scaffolds.catalogue import all_scaffolds, list_answer  # noqa: PLC0415 - as above

    scaffolds = all_scaffolds()
    if format_ is AnswerFormat.JSON:
        write_json(list_answer(scaffolds))
        return
    from awsdev.listing import listing  # noqa: PLC0415 - as its form needs

    colour, width = coloured(sys.stdout), screen_width(sys.stdout)
    for group in sorted({each.group for each in scaffolds}):
        write(paint(group, "bold", colour=colour) + "\n")
        rows = [(f"  {each.name}", each.title) for each in scaffolds if each.group == group]
        write(listing(rows, width=width, colour=colour) + "\n")
    write("awsdev scaffold NAME DEST\n")
