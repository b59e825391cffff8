"""A report as commands of a GitHub workflow, which become annotations at the lines.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath

from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.reports.wording import notes, summary, unlinted, with_slashes
from awsdev.lint.result import FileResult, Outcome
from awsdev.terminal import one_line, printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_report(report: Report, *, workspace: str = "") -> str:
    """Return the report as lines, each a command, and a last one that sums up.

    Args:
        report: What the linter found.
        workspace: The folder that annotated paths start from; the working folder where empty.
    """
    lines: list[str] = []
    for file in report.files:
        path = _from_workspace(file.path, workspace)
        lines += [_annotation(finding, path) for finding in file.findings]
        if not file.findings:
            lines += _unlinted(file, path)
    return "\n".join([*lines, summary(report)]) + "\n"


def _annotation(finding: Finding, path: str) -> str:
    message = (finding.message, *(f"{name}: {words}" for name, words in notes(finding)))
    return _command(
        _COMMANDS[finding.severity],
        {"file": path, **_place(finding.span), "title": finding.code},
        "\n".join(one_line(words) for words in message),
    )


def _place(span: Span) -> dict[str, str]:
    lines = {"line": str(span.line), "endLine": str(span.end_line)}
    if span.line != span.end_line:
        # GitHub knows columns within one line only.
        return lines
    return {**lines, "col": str(span.column), "endColumn": str(span.end_column)}


def _unlinted(file: FileResult, path: str) -> Iterator[str]:
    """Yield a command even where there is no place: a path must not be read as a command."""
    words = f"{unlinted(file)}: {one_line(file.reason)}"
    if file.outcome is Outcome.SKIPPED:
        # Shown where the workflow is debugged: a step has room for ten notices.
        yield _command("debug", {}, f"{one_line(path)}: {words}")
    elif file.outcome in (Outcome.FAILED, Outcome.TIMED_OUT):
        yield _command("error", {"file": path, "title": str(file.outcome)}, words)


def _command(name: str, properties: dict[str, str], data: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(data)}" if given else f"::{name}::{_data(data)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")


def _from_workspace(path: str, workspace: str) -> str:
    """Return a path as GitHub knows the file, where the linter runs in a folder below."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - links stay as they are
    within = workspace and PurePath(absolute).is_relative_to(workspace)
    return with_slashes(os.path.relpath(absolute, workspace) if within else path)
