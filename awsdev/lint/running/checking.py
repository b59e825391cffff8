"""What awsdev's rules and shellcheck find in a document."""

from __future__ import annotations

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Finding
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.check import check_document

_WITH_SHELL = (Kind.AMPLIFY, Kind.APPSPEC_SERVER, Kind.BUILDSPEC)
"""Kinds of files that hold shell commands or name scripts."""


def findings_of(document: Document, kind: str) -> list[Finding]:
    """Check a document and the commands in it; comments that silence are not heeded yet.

    Args:
        document: The parsed file.
        kind: One of `awsdev.lint.kinds.Kind`.
    """
    findings = check_document(document, kind)
    if kind in _WITH_SHELL:
        from awsdev.lint.tools.shell.check import shell_findings  # noqa: PLC0415 - templates hold none

        findings += shell_findings(document, kind, findings)
    return findings
