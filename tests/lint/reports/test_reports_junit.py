"""JUnit XML: read back by readers that are not awsdev's, within what Jenkins allows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import junitparser
from hypothesis import given

from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.reports.junit import junit_report
from awsdev.lint.result import FileResult, Outcome
from tests.conftest import Run
from tests.lint.reports.any_report import SOME_TOPICS, reports

# Of junit-10.xsd of Jenkins's xUnit plugin, which build services take as the form: what an
# element may lie in, the attributes it must have, and the others that it may have.
_ALLOWED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuites"},
        {"name", "tests", "failures", "errors"},
        {"skipped", "time", "timestamp", "hostname", "id", "package", "file"},
    ),
    "testcase": ({"testsuite"}, {"name"}, {"classname", "time", "group"}),
    "failure": ({"testcase"}, set(), {"type", "message"}),
    "error": ({"testcase"}, set(), {"type", "message"}),
    "skipped": ({"testcase"}, set(), {"type", "message"}),
}
WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"


def _parse(text: str) -> ElementTree.Element:
    """Read a document with expat, which refuses what XML 1.0 does not allow."""
    root: ElementTree.Element = ElementTree.fromstring(text)  # noqa: S314 - our own
    return root


def _check_form(element: ElementTree.Element, within: str = "") -> None:
    parents, must, may = _ALLOWED[element.tag]
    assert within in parents or not (within or parents)
    assert must <= set(element.keys()) <= must | may
    for child in element:
        _check_form(child, element.tag)


@given(reports)
def test_any_report_is_wellformed_and_of_the_form_jenkins_reads(report: Report) -> None:
    text = junit_report(report)
    assert text.isascii()
    root = _parse(text)
    _check_form(root)
    assert len(root) == len(report.files)
    for suite, file in zip(root, report.files, strict=True):
        elements = [case[0].tag if len(case) else "" for case in suite]
        lost = file.outcome in (Outcome.FAILED, Outcome.TIMED_OUT)
        if file.findings:
            assert elements == ["error" if lost else "failure"] * len(file.findings)
        else:
            skipped = file.outcome is Outcome.SKIPPED
            assert elements == ["error" if lost else "skipped" if skipped else ""]


@given(reports)
def test_its_counts_are_those_a_reader_counts(report: Report) -> None:
    read = junitparser.JUnitXml.fromstring(junit_report(report).encode())
    said = [(s.tests, s.failures, s.errors, s.skipped) for s in read]
    whole = (read.tests, read.failures, read.errors)
    for suite in read:
        suite.update_statistics()
    read.update_statistics()
    assert said == [(s.tests, s.failures, s.errors, s.skipped) for s in read]
    assert whole == (read.tests, read.failures, read.errors)


def test_what_xml_cannot_hold_is_replaced() -> None:
    words = "a\x00b\x1bc\ufffed\ud800e <&\"'>]]> 한글 😀"
    finding = Finding("x\x01.yml", Span(2, 3), "BS101", Severity.WARNING, words, "buildspec", words)
    file = FileResult("x\x01.yml", "buildspec", Outcome.LINTED, findings=[finding])
    (suite,) = _parse(junit_report(Report([file])))
    assert suite.get("name") == "x\\x01.yml"
    (failure,) = suite[0]
    shown = "a\\x00b\\x1bc\ufffdd\ufffde <&\"'>]]> 한글 😀"
    assert failure.attrib == {"type": "warning", "message": shown}
    assert (failure.text or "").splitlines() == [
        f"x\\x01.yml:2:3: warning BS101: {shown}",
        f"help: {shown}",
        "more: awsdev explain BS101",
    ]


def test_a_whole_document() -> None:
    stalled = Finding("d.yml", Span(), "AD202", Severity.ERROR, "took too long", "sam")
    report = lint_data({"a.yml": WRONG.encode(), "b.yml": WRONG.replace("biu", "bui").encode()})
    report.files.append(FileResult("c.yml", "", Outcome.SKIPPED, "no AWS file"))
    report.files.append(FileResult("d.yml", "sam", Outcome.TIMED_OUT, "slow", [stalled]))
    report.files.append(FileResult("e.yml", "", Outcome.FAILED, "Permission denied", unread=True))
    finding = report.findings[0]
    assert (
        junit_report(report)
        == f"""\
<?xml version='1.0' encoding='us-ascii'?>
<testsuites name="awsdev lint" tests="5" failures="1" errors="2">
  <testsuite name="a.yml" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="a.yml" name="BS202 at 3:3: {finding.message}">
      <failure type="error" message="{finding.message}">\
a.yml:3:3: error BS202: {finding.message}
AWS says: {finding.service_error}
help: {finding.hint}
more: awsdev explain BS202, awsdev show {finding.topic}</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.yml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="b.yml" name="no findings" />
  </testsuite>
  <testsuite name="c.yml" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="c.yml" name="passed over">
      <skipped type="skipped" message="no AWS file" />
    </testcase>
  </testsuite>
  <testsuite name="d.yml" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="d.yml" name="AD202 at 1:1: took too long">
      <error type="error" message="took too long">d.yml:1:1: error AD202: took too long
more: awsdev explain AD202</error>
    </testcase>
  </testsuite>
  <testsuite name="e.yml" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="e.yml" name="not read">
      <error type="failed" message="Permission denied" />
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_nothing_to_check_is_a_document_too(awsdev: Run) -> None:
    done = awsdev("lint", "--format", "junit")
    assert done.returncode == 0
    assert dict(_parse(done.stdout).attrib) == {
        "name": "awsdev lint",
        "tests": "0",
        "failures": "0",
        "errors": "0",
    }


def test_the_encoding_of_the_stream_does_not_matter(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "buildspec.yml").write_text(WRONG.replace("biuld", "빌드"), "utf-8")
    done = awsdev("lint", "--format", "junit", PYTHONIOENCODING="latin-1")
    failure = _parse(done.stdout).find(".//failure")
    assert failure is not None
    assert "빌드" in failure.get("message", "")


def test_the_command_finds_the_same_in_junit_as_in_json(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    (tmp_path / "notes.yml").write_text("a: b\n")
    arguments = ("lint", *SOME_TOPICS, "gone.yaml", "notes.yml")
    plain = awsdev(*arguments, "--format", "json")
    done = awsdev(*arguments, "--format", "junit")
    assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr)
    report = json.loads(plain.stdout)
    root = _parse(done.stdout)
    assert [suite.get("name") for suite in root] == [file["path"] for file in report["files"]]
    failures = [failure.text or "" for failure in root.iter("failure")]
    assert [re.match(r"(.+):(\d+):\d+: \w+ (\w+): ", text).groups() for text in failures] == [  # type: ignore[union-attr] # no match is a failure too
        (f["path"], str(f["line"]), f["code"]) for f in report["findings"]
    ]
    assert len(failures) > 10
    assert [error.get("message") for error in root.iter("error")] == ["No such file or directory"]
    assert len(list(root.iter("skipped"))) == 1
