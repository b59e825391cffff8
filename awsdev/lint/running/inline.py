"""Build specifications that stand in a template: checked like files, told where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from awsdev.lint.documents.document import Document, DocumentError, Scalar
from awsdev.lint.documents.offsets import Offsets
from awsdev.lint.documents.scalars import ScalarPlaces
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of
from awsdev.lint.finding import Finding, Span
from awsdev.lint.formats.cloudformation.template import Template
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.check import as_finding
from awsdev.lint.rules.reading import invalid_document
from awsdev.lint.running.checking import findings_of


def inline_findings(document: Document, kind: str) -> list[Finding]:
    """Check the build specifications that CodeBuild projects of a template hold as text.

    Args:
        document: The template.
        kind: `cloudformation` or `sam`.

    Returns:
        The findings, at their places in the template, whose comments may silence them; without
        fixes, which are written for files of their own.
    """
    return [
        replace(finding, span=span, kind=kind, fix=None)
        for buildspec in _buildspecs(document)
        for finding, span in _placed(buildspec, document)
    ]


def _buildspecs(document: Document) -> Iterator[Scalar]:
    for project in Template(document).of_type("AWS::CodeBuild::Project"):
        node = project.properties.mapping("Source").get("BuildSpec")
        # One line is the name of a file, or JSON; a function's text is known to the deployment.
        if isinstance(node, Scalar) and not node.tag and "\n" in node.text.strip():
            yield node


def _findings(text: str, path: str) -> list[Finding]:
    try:
        inner = parse_yaml(text, path)
    except DocumentError as error:
        return [as_finding(invalid_document(error), "AD102", path, Kind.BUILDSPEC)]
    if kind_of(inner, "buildspec.yml") != Kind.BUILDSPEC:
        return []
    return findings_of(inner, Kind.BUILDSPEC)


def _placed(buildspec: Scalar, document: Document) -> Iterator[tuple[Finding, Span]]:
    """Yield the findings, and where in the template stands what each is about."""
    offsets, places = Offsets(buildspec.text), ScalarPlaces(buildspec, document.lines)
    for finding in _findings(buildspec.text, document.path):
        span = finding.span
        start = offsets.of(span.line, span.column)
        yield finding, places.span(start, offsets.of(span.end_line, span.end_column))
