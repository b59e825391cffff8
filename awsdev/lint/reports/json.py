"""A report for programs: one JSON object, stable over versions."""

from __future__ import annotations

from typing import Any

from awsdev.lint.finding import Severity
from awsdev.lint.report import Report
from awsdev.lint.result import FileResult


def json_report(report: Report) -> dict[str, Any]:
    """Return the report as the object that `lint --format json` prints."""
    return {
        "version": 1,
        "findings": [finding.as_json() for finding in report.findings],
        "files": [_file(file) for file in report.files],
        "summary": {
            "files": report.checked,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
        },
    }


def _file(file: FileResult) -> dict[str, str]:
    entry = {"path": file.path, "kind": file.kind, "status": str(file.outcome)}
    return {**entry, "reason": file.reason} if file.reason else entry
