"""A report as JUnit XML, the form in which build services take test results.

A file is a suite. Each finding in it is a case that failed; a clean file is one case that
passed. What was never measured, such as time, is left out.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from awsdev.lint.finding import Finding
from awsdev.lint.report import Report
from awsdev.lint.reports.wording import notes, unlinted
from awsdev.lint.result import FileResult, Outcome
from awsdev.terminal import one_line

# What XML 1.0 cannot hold even as a reference; `one_line` has spelled the controls out before.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(report: Report) -> str:
    """Return the report as a JUnit XML document that ends in a line end.

    Only ASCII: every character beyond is a reference, so that the encoding of the stream
    it is written to does not matter.
    """
    root = ElementTree.Element("testsuites", name="awsdev lint")
    for file in report.files:
        root.append(_suite(file))
    for word in ("tests", "failures", "errors"):
        root.set(word, str(sum(int(suite.get(word, "0")) for suite in root)))
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, "us-ascii", xml_declaration=True)
    return document.decode("ascii") + "\n"


def _suite(file: FileResult) -> ElementTree.Element:
    cases = [_case(file, finding) for finding in file.findings] or [_only_case(file)]
    suite = ElementTree.Element("testsuite", name=_text(file.path), tests=str(len(cases)))
    for attribute, element in (
        ("failures", "failure"),
        ("errors", "error"),
        ("skipped", "skipped"),
    ):
        suite.set(attribute, str(sum(case.find(element) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _case(file: FileResult, finding: Finding) -> ElementTree.Element:
    """Return a finding as a case; one on a file that was not checked to the end is an error."""
    place = f"{finding.span.line}:{finding.span.column}"
    case = _empty_case(file, f"{finding.code} at {place}: {finding.message}")
    linted = file.outcome not in (Outcome.FAILED, Outcome.TIMED_OUT)
    outcome = ElementTree.SubElement(
        case,
        "failure" if linted else "error",
        type=str(finding.severity),
        message=_text(finding.message),
    )
    head = f"{file.path}:{place}: {finding.severity} {finding.code}: {finding.message}"
    more = (f"{name}: {words}" for name, words in notes(finding))
    outcome.text = "\n".join(_text(line) for line in (head, *more))
    return case


def _only_case(file: FileResult) -> ElementTree.Element:
    """Return the one case of a file without findings: clean, passed over or not read."""
    if file.outcome is Outcome.SKIPPED:
        case, element = _empty_case(file, unlinted(file)), "skipped"
    elif file.outcome in (Outcome.FAILED, Outcome.TIMED_OUT):
        case, element = _empty_case(file, unlinted(file)), "error"
    else:
        return _empty_case(file, "no findings")
    ElementTree.SubElement(case, element, type=str(file.outcome), message=_text(file.reason))
    return case


def _empty_case(file: FileResult, name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=_text(file.path), name=_text(name))


def _text(words: str) -> str:
    return _NOT_XML.sub("\ufffd", one_line(words))
