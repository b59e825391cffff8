"""`awsdev lint`: findings in AWS files."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli.output import write, write_json
from awsdev.errors import AwsdevError, Status
from awsdev.terminal import coloured, one_line, screen_width

if TYPE_CHECKING:
    from awsdev.lint.engine import Report


class Family(StrEnum):
    """What a file may be said to be."""

    CLOUDFORMATION = "cloudformation"
    BUILDSPEC = "buildspec"
    APPSPEC = "appspec"
    AMPLIFY = "amplify"
    IAM_POLICY = "iam-policy"
    ECS_TASK_DEFINITION = "ecs-task-definition"
    STATE_MACHINE = "state-machine"
    SAMCONFIG = "samconfig"
    VTL = "vtl"


class ReportFormat(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


class FailOn(StrEnum):
    """The least severity that makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def lint(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files, folders, globs, or - for standard input; the current folder where none.",
        ),
    ] = None,
    kind: Annotated[
        Family | None,
        typer.Option(help="What the files are; told from content and name where not given."),
    ] = None,
    format_: Annotated[
        ReportFormat, typer.Option("--format", help="Form of the report.")
    ] = ReportFormat.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option(help="Least severity that makes the exit status 1.")
    ] = FailOn.WARNING,
    jobs: Annotated[int, typer.Option(min=0, help="Worker processes; 0 for one a processor.")] = 0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds a file may take.")] = 30.0,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="The name standard input stands for.")
    ] = "",
) -> int:
    """Check CloudFormation, SAM, buildspec and AppSpec files.

    Exit status: 0 nothing found, 1 findings, 2 a file that was named could not be read.
    """
    from awsdev.lint.engine import lint_data, lint_files  # noqa: PLC0415 - not needed for --help
    from awsdev.lint.files import find_files  # noqa: PLC0415 - as above

    family = str(kind or "")
    if ("-" in (paths or []) and paths != ["-"]) or (stdin_filename and paths != ["-"]):
        raise AwsdevError("standard input (-) is linted alone", "name it, or files, not both")
    if paths == ["-"]:
        name = stdin_filename or "<stdin>"
        report = lint_data({name: sys.stdin.buffer.read()}, family=family, timeout=timeout)
    else:
        found = find_files(paths or ["."])
        report = lint_files(found, family=family, jobs=jobs, timeout=timeout)
    if any(not finding.topic for finding in report.findings):
        from awsdev.notes.library import Library  # noqa: PLC0415 - only where something was found

        report = report.with_topics(Library().topics_by_rule())
    _print(report, format_)
    return _status(report, fail_on)


def _print(report: Report, format_: ReportFormat) -> None:
    if format_ is ReportFormat.JSON:
        from awsdev.lint.reports.json import json_report  # noqa: PLC0415 - as its form needs

        write_json(json_report(report))
    elif format_ is ReportFormat.SARIF:
        from awsdev.lint.reports.sarif import sarif_report  # noqa: PLC0415 - as its form needs

        write_json(sarif_report(report))
    elif format_ is ReportFormat.JUNIT:
        from awsdev.lint.reports.junit import junit_report  # noqa: PLC0415 - as its form needs

        write(junit_report(report))
    elif format_ is ReportFormat.GITHUB:
        from awsdev.lint.reports.github import github_report  # noqa: PLC0415 - as its form needs

        write(github_report(report, workspace=os.environ.get("GITHUB_WORKSPACE", "")))
    else:
        from awsdev.lint.reports.text import text_report  # noqa: PLC0415 - as its form needs

        width, colour = screen_width(sys.stdout), coloured(sys.stdout)
        write(text_report(report, width=width, colour=colour))


def _status(report: Report, fail_on: FailOn) -> Status:
    from awsdev.lint.finding import Severity  # noqa: PLC0415 - not needed for --help

    for file in report.unread:
        sys.stderr.write(one_line(f"awsdev: {file.path}: cannot be read: {file.reason}") + "\n")
    if report.unread:
        return Status.UNASKED
    if fail_on is not FailOn.NEVER and report.reaches(Severity(fail_on)):
        return Status.NO
    return Status.OK
