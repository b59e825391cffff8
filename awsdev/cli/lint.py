"""`awsdev lint`: findings in AWS files."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli.output import write, write_json
from awsdev.errors import AwsdevError, Status
from awsdev.terminal import coloured, one_line, screen_width

if TYPE_CHECKING:
    from awsdev.lint.configuration import Configuration
    from awsdev.lint.limits import Limits
    from awsdev.lint.report import Report


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
        typer.Option(
            metavar="KIND",
            help="What the files are, where their content and names do not tell: "
            f"{', '.join(Family)}.",
        ),
    ] = None,
    format_: Annotated[
        ReportFormat, typer.Option("--format", help="Form of the report.")
    ] = ReportFormat.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES", help="Report only these codes, or those that begin so: BS,AS2,E30."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Do not report these codes, or those that begin so."),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="Least severity that makes the exit status 1.", show_default="warning"),
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Worker processes; 0 for one a processor.")] = 0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds a file may take.")] = 30.0,
    memory: Annotated[
        int, typer.Option(min=0, help="MiB a worker may take, where the system can tell; 0: any.")
    ] = 4096,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither use results of earlier runs nor keep any.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Configuration, in place of the nearest .awsdev.yaml or pyproject.toml.",
        ),
    ] = None,
    stdin_filename: Annotated[
        str, typer.Option(metavar="NAME", help="The name standard input stands for.")
    ] = "",
) -> int:
    """Check CloudFormation, SAM, buildspec and other AWS files.

    Exit status: 0 nothing found, 1 findings, 2 a file that was named could not be read.
    """
    from awsdev.lint.limits import Limits  # noqa: PLC0415 - not needed for --help

    _refuse_mixed_input(paths or [], stdin_filename)
    configuration = _configuration(config, select or [], ignore or [])
    limits = Limits(jobs, timeout, memory)
    family = str(kind or "")
    if paths == ["-"]:
        report = _lint_input(stdin_filename or "<stdin>", family, limits)
    else:
        report = _lint_paths(paths or ["."], family, limits, configuration, no_cache=no_cache)
    selection = configuration.selection
    report = report.only(lambda each: selection.takes(each.code, configuration.relative(each.path)))
    report = _with_topics(report)
    _print(report, format_)
    return _status(report, fail_on or FailOn(configuration.fail_on or "warning"))


def _refuse_mixed_input(paths: list[str], stdin_filename: str) -> None:
    if ("-" in paths and paths != ["-"]) or (stdin_filename and paths != ["-"]):
        raise AwsdevError("standard input (-) is linted alone", "name it, or files, not both")


def _configuration(file: Path | None, select: list[str], ignore: list[str]) -> Configuration:
    """Return what the project says, and the command line on top of it."""
    from dataclasses import replace  # noqa: PLC0415 - not needed for --help

    from awsdev.lint.configuration import (  # noqa: PLC0415 - as above
        find_configuration,
        read_configuration,
    )
    from awsdev.lint.selection import codes_of  # noqa: PLC0415 - as above

    found = read_configuration(file) if file else find_configuration(Path())
    chosen = found.selection
    selection = replace(
        chosen,
        select=codes_of(select, "--select") or chosen.select,
        ignore=codes_of(ignore, "--ignore") + chosen.ignore,
    )
    return replace(found, selection=selection)


def _lint_input(name: str, family: str, limits: Limits) -> Report:
    from awsdev.lint.engine import lint_data  # noqa: PLC0415 - not needed for --help

    return lint_data({name: sys.stdin.buffer.read()}, family=family, limits=limits)


def _lint_paths(
    paths: list[str], family: str, limits: Limits, configuration: Configuration, *, no_cache: bool
) -> Report:
    from awsdev.lint.cache import open_cache  # noqa: PLC0415 - not needed for --help
    from awsdev.lint.engine import lint_files  # noqa: PLC0415 - as above
    from awsdev.lint.files import find_files  # noqa: PLC0415 - as above

    found = find_files(paths, exclude=configuration.excludes)
    cache = None if no_cache else open_cache()
    return lint_files(found, family=family, limits=limits, cache=cache)


def _with_topics(report: Report) -> Report:
    if all(finding.topic for finding in report.findings):
        return report
    from awsdev.notes.library import Library  # noqa: PLC0415 - only where something was found

    return report.with_topics(Library().topics_by_rule())


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
