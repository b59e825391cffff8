"""`awsdev lint`: findings in AWS files."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli import completion
from awsdev.cli.output import write, write_bytes, write_json
from awsdev.errors import AwsdevError, Status
from awsdev.terminal import coloured, one_line, printable, screen_width

if TYPE_CHECKING:
    from awsdev.lint.configuration import Configuration
    from awsdev.lint.files.find import FoundFile
    from awsdev.lint.finding import Finding
    from awsdev.lint.fixing import Mended
    from awsdev.lint.report import Report
    from awsdev.lint.running.limits import Limits


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
            autocompletion=completion.files,
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
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what is certain in the files, and report the rest.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help="Lint the I-th of N parts, as even as can be.")
    ] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Worker processes; 0 for as many as serve.")] = 0,
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
    from awsdev.lint.running.limits import Limits  # noqa: PLC0415 - not needed for --help

    named = paths or ["."]
    _refuse_mixed_input(named, stdin_filename, alone=fix or diff or bool(shard))
    configuration = _configuration(config, select or [], ignore or [])
    run = _Run(named, str(kind or ""), Limits(jobs, timeout, memory), configuration, shard)
    if named == ["-"]:
        report = run.of_input(stdin_filename)
    else:
        files = run.files()
        report = run.of_files(files, cached=not no_cache)
        if diff:
            return run.show_diff(report)
        if fix and (names := run.mend(report)):
            files = [replace(file, path=names.get(file.path, file.path)) for file in files]
            report = run.of_files(files, cached=not no_cache)
    report = _with_topics(report)
    _print(report, format_)
    return _status(report, fail_on or FailOn(configuration.fail_on or "warning"))


def _refuse_mixed_input(paths: list[str], stdin_filename: str, *, alone: bool) -> None:
    if ("-" in paths and paths != ["-"]) or (stdin_filename and paths != ["-"]):
        raise AwsdevError("standard input (-) is linted alone", "name it, or files, not both")
    if alone and paths == ["-"]:
        raise AwsdevError(
            "--fix, --diff and --shard need files on disk", "name them in place of standard input"
        )


def _configuration(file: Path | None, select: list[str], ignore: list[str]) -> Configuration:
    """Return what the project says, and the command line on top of it."""
    from awsdev.lint.configuration import (  # noqa: PLC0415 - not needed for --help
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


@dataclass(frozen=True, slots=True)
class _Run:
    """What was asked on the command line, and the ways to answer it."""

    paths: list[str]
    family: str
    limits: Limits
    configuration: Configuration
    shard: str

    def of_input(self, name: str) -> Report:
        from awsdev.lint.engine import lint_data  # noqa: PLC0415 - not needed for --help

        texts = {name or "<stdin>": sys.stdin.buffer.read()}
        return self._selected(lint_data(texts, family=self.family, limits=self.limits))

    def of_files(self, found: list[FoundFile], *, cached: bool) -> Report:
        from awsdev.cli.progress import progress_bar  # noqa: PLC0415 - not needed for --help
        from awsdev.lint.engine import lint_files  # noqa: PLC0415 - as above
        from awsdev.lint.running.cache import open_cache  # noqa: PLC0415 - as above

        cache = open_cache() if cached else None
        with progress_bar(len(found)) as progress:
            report = lint_files(
                found, family=self.family, limits=self.limits, cache=cache, progress=progress
            )
        return self._selected(report)

    def files(self) -> list[FoundFile]:
        from awsdev.lint.files.find import find_files  # noqa: PLC0415 - not needed for --help

        if not self.shard:
            return find_files(self.paths, exclude=self.configuration.excludes)
        from awsdev.lint.files.sharding import Shard  # noqa: PLC0415 - only where it is asked for

        shard = Shard.of(self.shard)
        return shard.of_files(find_files(self.paths, exclude=self.configuration.excludes))

    def _selected(self, report: Report) -> Report:
        return report.only(self._takes)

    def _takes(self, finding: Finding) -> bool:
        relative = self.configuration.relative(finding.path)
        return self.configuration.selection.takes(finding.code, relative)

    def show_diff(self, report: Report) -> Status:
        """Write what `--fix` would change; the answer is no where it would change anything."""
        from awsdev.lint.fixing import mend  # noqa: PLC0415 - only where it is asked for

        mended = mend(report, takes=self._takes, family=self.family, limits=self.limits)
        lines = [line for file in mended for line in file.diff()]
        if sys.stdout.isatty():
            write("".join(f"{printable(line)}\n" for line in lines))
        else:
            # What `git apply` reads keeps its tabs, carriage returns and all.
            write_bytes("".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"))
        _tell(mended, "can be mended; --fix does it")
        return Status.UNASKED if report.unread else Status.NO if mended else Status.OK

    def mend(self, report: Report) -> dict[str, str]:
        """Mend what is certain; return the paths that files have now, by those they had."""
        from awsdev.lint.fixing import mend, write_mended  # noqa: PLC0415 - as above

        mended = mend(report, takes=self._takes, family=self.family, limits=self.limits)
        write_mended(mended)
        _tell(mended, "mended")
        return {file.path: file.name for file in mended}


def _tell(files: list[Mended], what: str) -> None:
    count = sum(len(file.fixes) for file in files)
    findings = "1 finding" if count == 1 else f"{count} findings"
    where = "1 file" if len(files) == 1 else f"{len(files)} files"
    words = f"{findings} in {where} {what}" if files else "nothing that could be mended for certain"
    sys.stderr.write(f"awsdev: {words}\n")


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
        wrap = sys.stdout.isatty()
        write(text_report(report, width=width, colour=colour, wrap=wrap))


def _status(report: Report, fail_on: FailOn) -> Status:
    from awsdev.lint.finding import Severity  # noqa: PLC0415 - not needed for --help

    for file in report.unread:
        sys.stderr.write(one_line(f"awsdev: {file.path}: cannot be read: {file.reason}") + "\n")
    if report.unread:
        return Status.UNASKED
    if fail_on is not FailOn.NEVER and report.reaches(Severity(fail_on)):
        return Status.NO
    return Status.OK
