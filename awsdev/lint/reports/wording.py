"""What the reports that people read say in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from awsdev.lint.finding import Finding, Severity
from awsdev.lint.report import Report
from awsdev.lint.result import FileResult, Outcome

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def notes(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what is said below a finding's message, each with the word before it."""
    if finding.service_error and finding.service_error != finding.message:
        yield "AWS says", finding.service_error
    if finding.hint:
        yield "help", finding.hint
    more = f"awsdev explain {finding.code}"
    yield "more", f"{more}, awsdev show {finding.topic}" if finding.topic else more


def unlinted(file: FileResult) -> str:
    """Return in two words what became of a file that was not linted."""
    if file.outcome is Outcome.SKIPPED:
        return "passed over"
    return "not read" if file.unread else "not checked"


def summary(report: Report) -> str:
    """Return one sentence on the whole."""
    if not report.checked:
        return "Nothing could be checked." if report.unread else "No AWS files to check."
    counts = [
        _counted(report.count(severity), word)
        for severity, word in _SEVERITIES.items()
        if report.count(severity)
    ]
    mendable = sum(finding.fix is not None for finding in report.findings)
    more = f"; {mendable} can be mended with --fix" if mendable else ""
    return f"{', '.join(counts) or 'No findings'} in {_counted(report.checked, 'file')}{more}."


def with_slashes(path: str) -> str:
    """Return a path as other systems write it: forward slashes, no `.` on the way."""
    return PurePath(path).as_posix()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
