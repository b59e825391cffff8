"""A project's own lint, before a byte of it is written."""

from __future__ import annotations

from awsdev.errors import AwsdevError, Status
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Severity
from awsdev.lint.kinds import is_candidate
from awsdev.lint.report import Report
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.render import Project


def lint_project(project: Project) -> Report:
    """Lint every file of a rendered project that could be an AWS file."""
    return lint_data({path: project[path].data for path in project if is_candidate(path)})


def refuse_errors(scaffold: Scaffold, report: Report) -> None:
    """Refuse to write a project that AWS would refuse.

    Raises:
        AwsdevError: The report holds an error: the answers, or the scaffold, are at fault.
    """
    for finding in report.findings:
        if finding.severity is Severity.ERROR:
            raise AwsdevError(
                f"{scaffold.name} with these answers does not pass its own lint: "
                f"{finding.path}:{finding.span.line}: {finding.code} {finding.message}",
                "nothing was written",
                Status.NO,
            )
