"""`awsdev scaffold add`: resources put into a template that is there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsdev.cli import completion
from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.cli.scaffold_options import (
    AdditionSettings,
    Defaults,
    DryRun,
    Form,
    ShowDiff,
    refuse_diff_as_json,
)
from awsdev.cli.scaffold_questions import ask_parameter
from awsdev.cli.scaffold_report import tell_diff, tell_files
from awsdev.errors import AwsdevError, Status
from awsdev.terminal import coloured, printable, screen_width

if TYPE_CHECKING:
    from awsdev.lint.finding import Finding
    from awsdev.scaffolds.addition import Addition
    from awsdev.scaffolds.parameter import Parameter, Value
    from awsdev.scaffolds.write import Plan


def scaffold_add(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="What to add. Without it: the list.",
            autocompletion=completion.additions,
        ),
    ] = "",
    place: Annotated[
        Path,
        typer.Argument(
            metavar="TEMPLATE",
            help="A template, or the folder of a template.yaml.",
            autocompletion=completion.files,
        ),
    ] = Path(),
    settings: AdditionSettings = None,
    defaults: Defaults = False,
    dry_run: DryRun = False,
    show_diff: ShowDiff = False,
    format_: Form = AnswerFormat.TEXT,
) -> int:
    """Put a queue, a table, alarms or more into a template."""
    from awsdev.scaffolds.addition import (  # noqa: PLC0415 - not needed for --help
        find_addition,
        new_findings,
        plan_addition,
        read_template,
    )
    from awsdev.scaffolds.answers import Given, parse_settings  # noqa: PLC0415 - as above
    from awsdev.scaffolds.write import (  # noqa: PLC0415 - as above
        diff,
        plan_addition_writing,
        write_plan,
    )

    refuse_diff_as_json(format_, show_diff=show_diff)
    if not name:
        _list(format_)
        return Status.OK
    template = read_template(place)
    chosen = find_addition(name, template)
    given = Given(settings=parse_settings(settings or []))
    addition = plan_addition(chosen, template, given, None if defaults else _ask)
    findings = new_findings(addition)
    plan = plan_addition_writing(addition.project, template.path)
    if show_diff:
        tell_diff(diff(plan))
        return Status.OK
    if not dry_run:
        write_plan(plan)
    if format_ is AnswerFormat.JSON:
        write_json(_answer(chosen.name, addition, plan, findings))
    else:
        _tell(addition, plan, findings, dry_run=dry_run)
    return Status.OK


def _ask(parameter: Parameter) -> Value:
    """Ask for what is still open, where somebody is there."""
    if not sys.stdin.isatty():
        raise AwsdevError(
            f"nobody is there to answer {parameter.name}", "pass --defaults or --set KEY=VALUE"
        )
    return ask_parameter(parameter, parameter.default)


def _answer(name: str, addition: Addition, plan: Plan, findings: list[Finding]) -> dict[str, Any]:
    return {
        "version": 1,
        "addition": name,
        "template": str(addition.template.path),
        "files": [{"path": path, "status": str(s)} for path, s in plan.statuses.items()],
        "answers": addition.answers,
        "findings": [finding.as_json() for finding in findings],
        "then": addition.then,
    }


def _tell(addition: Addition, plan: Plan, findings: list[Finding], *, dry_run: bool) -> None:
    from awsdev.listing import wrap_cells  # noqa: PLC0415 - only where it is told

    tell_files((path, str(status), "") for path, status in plan.statuses.items())
    place = printable(str(addition.template.path))
    done = "would be added to" if dry_run else "added to"
    write(f"{', '.join(addition.added)} {done} {place}.\n")
    for finding in findings:
        write(f"{finding.severity}: {finding.code} {printable(finding.message)}\n")
    width = screen_width(sys.stdout)
    for sentence in addition.then:
        write("\n".join(wrap_cells(sentence, width)) + "\n")


def _list(format_: AnswerFormat) -> None:
    from awsdev.scaffolds.addition import all_additions  # noqa: PLC0415 - not needed for --help

    additions = all_additions()
    if format_ is AnswerFormat.JSON:
        from awsdev.scaffolds.catalogue import list_answer  # noqa: PLC0415 - as above

        listed = list_answer(additions)["scaffolds"]
        found = [{"addition": each.pop("scaffold"), **each} for each in listed]
        write_json({"version": 1, "additions": found})
        return
    from awsdev.listing import listing  # noqa: PLC0415 - as its form needs

    rows = [(f"  {each.name}", each.title) for each in additions]
    width, colour = screen_width(sys.stdout), coloured(sys.stdout)
    write(listing(rows, width=width, colour=colour))
    write("\nawsdev scaffold add NAME TEMPLATE\n")
