"""shellcheck's findings on one file."""

from __future__ import annotations

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Finding
from awsdev.lint.rules.check import as_finding
from awsdev.lint.rules.reading import tool_failed
from awsdev.lint.tools.shell.commands import command_remarks
from awsdev.lint.tools.shell.hooks import hook_remarks
from awsdev.lint.tools.shell.shellcheck import ShellcheckError, program

_BASH_UNDER_SH = "BS206"


def shell_findings(document: Document, kind: str, found: list[Finding]) -> list[Finding]:
    """Return what shellcheck says of a file's commands and hook scripts; nothing without it.

    Args:
        document: The parsed file.
        kind: One of `awsdev.lint.kinds.Kind`.
        found: What rules found in it: what they say is not said again.
    """
    if not program():
        return []
    bash_said = any(finding.code == _BASH_UNDER_SH for finding in found)
    try:
        remarks = [
            *command_remarks(document, kind, bash_said=bash_said),
            *hook_remarks(document, kind),
        ]
    except ShellcheckError as error:
        problem = tool_failed("shellcheck", str(error))
        return [as_finding(problem, "AD201", document.path, kind)]
    return [remark.finding(document.path, kind) for remark in remarks]
