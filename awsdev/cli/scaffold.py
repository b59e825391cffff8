"""`awsdev scaffold`: projects from skeletons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsdev.cli import completion
from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.cli.scaffold_list import explain_scaffold, list_scaffolds, pick
from awsdev.cli.scaffold_options import (
    Defaults,
    DryRun,
    Form,
    From,
    Settings,
    ShowDiff,
    refuse_diff_as_json,
)
from awsdev.cli.scaffold_questions import ask_conflicts, ask_parameter
from awsdev.cli.scaffold_report import count_of, tell_diff, tell_files, tell_recovered
from awsdev.errors import AwsdevError, Status
from awsdev.terminal import printable

if TYPE_CHECKING:
    from awsdev.lint.report import Report
    from awsdev.scaffolds.answers import Given
    from awsdev.scaffolds.catalogue import Catalogue
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
    settings: Settings = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take answers from a YAML file.")
    ] = None,
    defaults: Defaults = False,
    dry_run: DryRun = False,
    show_diff: ShowDiff = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files that are there and differ.")
    ] = False,
    skip_existing: Annotated[
        bool, typer.Option("--skip-existing", help="Keep files that are there and differ.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell what it asks and writes; write nothing.")
    ] = False,
    folder: From = None,
    format_: Form = AnswerFormat.TEXT,
) -> int:
    """Write a project, linted before a byte of it is written."""
    from awsdev.scaffolds.answers import (  # noqa: PLC0415 - not needed for --help
        Given,
        parse_settings,
        read_answers,
    )
    from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - as above
    from awsdev.scaffolds.prepare import suggestions  # noqa: PLC0415 - as above

    refuse_diff_as_json(format_, show_diff=show_diff)
    _refuse_pairs(
        (
            overwrite and skip_existing,
            "--overwrite and --skip-existing exclude each other",
            "choose one",
        ),
        (
            not name and bool(settings or answers or defaults),
            "no scaffold is named",
            "`awsdev scaffold` alone lists them",
        ),
    )
    catalogue = users_catalogue(folder)
    chosen = catalogue.find(name) if name else _listed(catalogue, format_)
    if chosen is None:
        return Status.OK
    given = Given(
        settings=parse_settings(settings or []),
        answers=read_answers(answers, chosen) if answers else {},
        suggestions=suggestions(chosen, destination),
    )
    settled = _settled(chosen, given, defaults=defaults or explain)
    if explain:
        _explain(chosen, given, settled, format_)
        return Status.OK
    report, plan = _prepare(chosen, settled, destination, overwrite, skip_existing)
    tell_recovered(plan.destination, recovered=plan.recovered)
    if show_diff:
        from awsdev.scaffolds.write import diff  # noqa: PLC0415 - not needed for --help

        tell_diff(diff(plan))
        return Status.OK
    if plan.conflicts and not (defaults or dry_run) and _conversing(format_):
        plan = ask_conflicts(plan)
    return _write(chosen, settled, report, plan, format_, dry_run=dry_run)


def _conversing(format_: AnswerFormat) -> bool:
    return format_ is AnswerFormat.TEXT and sys.stdin.isatty() and sys.stderr.isatty()


def _listed(catalogue: Catalogue, format_: AnswerFormat) -> Scaffold | None:
    """List the scaffolds; return the one that is picked, where a terminal can be asked."""
    if format_ is AnswerFormat.JSON:
        from awsdev.scaffolds.catalogue import list_answer  # noqa: PLC0415 - only for JSON

        write_json(list_answer(catalogue.all()))
        return None
    list_scaffolds(catalogue)
    return pick(catalogue) if sys.stdout.isatty() and _conversing(format_) else None


def _explain(
    chosen: Scaffold, given: Given, settled: dict[str, Value], format_: AnswerFormat
) -> None:
    from awsdev.scaffolds.render import draft  # noqa: PLC0415 - not needed for --help

    explain_scaffold(
        chosen,
        settled if given.settings or given.answers else {},
        draft(chosen, settled).written,
        json=format_ is AnswerFormat.JSON,
    )


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
    from awsdev.scaffolds.prepare import (  # noqa: PLC0415 - not needed for --help
        prepare_project,
        usual_destination,
    )
    from awsdev.scaffolds.write import OnConflict  # noqa: PLC0415 - as above

    folder = destination or usual_destination(chosen, settled)
    on_conflict = OnConflict.REFUSE
    if overwrite or skip_existing:
        on_conflict = OnConflict.OVERWRITE if overwrite else OnConflict.SKIP
    return prepare_project(chosen, settled, folder, on_conflict)


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


def _settled(chosen: Scaffold, given: Given, *, defaults: bool) -> dict[str, Value]:
    """Return the answers: given, asked at the terminal, or taken from the defaults.

    Raises:
        AwsdevError: One is not allowed, or nobody is there to answer.
    """
    from awsdev.scaffolds.answers import settle  # noqa: PLC0415 - not needed for --help

    if defaults:
        return settle(chosen, given, None)
    if sys.stdin.isatty():
        return settle(chosen, given, lambda each: ask_parameter(each, given.suggestion(each)))
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
