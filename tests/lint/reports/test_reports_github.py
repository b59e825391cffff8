"""Workflow commands: one line each, read back as GitHub's runner reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.reports.github import github_report
from awsdev.lint.result import FileResult, Outcome
from awsdev.terminal import printable
from tests.conftest import Run
from tests.lint.reports.any_report import SOME_TOPICS, reports

WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"
COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def _read(line: str) -> tuple[str, dict[str, str], str]:
    """Return a command's name, properties and data, taken apart in the runner's order."""
    assert line.startswith("::")
    head, separator, data = line[2:].partition("::")
    assert separator
    name, _, listed = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in listed.split(",") if pair)
    ends = [("%0D", "\r"), ("%0A", "\n")]
    marks = [*ends, ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    properties = {key: _undone(value, marks) for key, value in pairs}
    return name, properties, _undone(data, [*ends, ("%25", "%")])


def _undone(text: str, marks: list[tuple[str, str]]) -> str:
    for mark, character in marks:
        text = text.replace(mark, character)
    return text


@given(reports)
def test_any_report_is_read_back_as_it_was_meant(report: Report) -> None:
    text = github_report(report)
    # The runner's lines end at CR too.
    *commands, summary = text.removesuffix("\n").replace("\r", "\n").split("\n")
    assert not summary.startswith(("::", "##["))
    read = [_read(line) for line in commands]
    wanted = []
    for file in report.files:
        path = printable(Path(file.path).as_posix())
        for finding in file.findings:
            span = finding.span
            place = {"line": str(span.line), "endLine": str(span.end_line)}
            if span.line == span.end_line:
                place |= {"col": str(span.column), "endColumn": str(span.end_column)}
            properties = {"file": path, **place, "title": finding.code}
            wanted.append((COMMANDS[finding.severity], properties))
        if not file.findings and file.outcome is Outcome.SKIPPED:
            wanted.append(("debug", {}))
        elif not file.findings and not file.checked:
            wanted.append(("error", {"file": path, "title": str(file.outcome)}))
    assert [(name, properties) for name, properties, _ in read] == wanted


def _report(finding: Finding) -> Report:
    return Report([FileResult(finding.path, finding.kind, Outcome.LINTED, findings=[finding])])


def test_what_means_something_to_the_runner_is_escaped() -> None:
    words = "50% of a: b, c\r\nd \x1b[31m::error::"
    finding = Finding("a,b:c%.yml", Span(1, 2, 1, 5), "BS101", Severity.INFO, words, "buildspec")
    command, summary = github_report(_report(finding)).splitlines()
    assert command == (
        "::notice file=a%2Cb%3Ac%25.yml,line=1,endLine=1,col=2,endColumn=5,title=BS101"
        "::50%25 of a: b, c\\x0d d \\x1b[31m::error::%0Amore: awsdev explain BS101"
    )
    assert summary == "1 note in 1 file."


def test_columns_are_told_within_a_line_only() -> None:
    finding = Finding("a.yml", Span(1, 9, 3, 2), "BS101", Severity.ERROR, "m", "buildspec")
    (command, _) = github_report(_report(finding)).splitlines()
    assert command.startswith("::error file=a.yml,line=1,endLine=3,title=BS101::m%0A")


def test_what_could_not_be_checked_and_what_is_no_aws_file() -> None:
    stalled = Finding("c.yml", Span(), "AD202", Severity.ERROR, "took too long", "sam")
    report = Report(
        [
            FileResult("::error::.yml", "", Outcome.SKIPPED, "no AWS file"),
            FileResult("b.yml", "", Outcome.FAILED, "Permission denied", unread=True),
            FileResult("c.yml", "sam", Outcome.TIMED_OUT, "slow", [stalled]),
        ]
    )
    assert github_report(report).splitlines() == [
        "::debug::::error::.yml: passed over: no AWS file",
        "::error file=b.yml,title=failed::not read: Permission denied",
        "::error file=c.yml,line=1,endLine=1,col=1,endColumn=1,title=AD202"
        "::took too long%0Amore: awsdev explain AD202",
        "1 error in 1 file.",
    ]


@pytest.mark.parametrize(
    ("path", "workspace", "told"),
    [
        ("b.yml", "", "b.yml"),
        ("./b.yml", "", "b.yml"),
        ("b.yml", "{}", "a/b.yml"),
        ("{}/a/b.yml", "{}", "a/b.yml"),
        ("../c.yml", "{}/", "c.yml"),
        ("../../d.yml", "{}", "../../d.yml"),
        ("/etc/e.yml", "{}", "/etc/e.yml"),
    ],
)
def test_paths_start_where_the_repository_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, workspace: str, told: str
) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    path, workspace = path.format(tmp_path), workspace.format(tmp_path)
    report = _report(Finding(path, Span(), "BS101", Severity.ERROR, "m", "buildspec"))
    command = github_report(report, workspace=workspace).splitlines()[0]
    assert _read(command)[1]["file"] == told


def test_the_command_in_a_folder_of_the_workspace(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci/buildspec.yml").write_text(WRONG)
    done = awsdev("lint", "--format", "github", cwd=tmp_path / "ci", GITHUB_WORKSPACE=str(tmp_path))
    command, summary = done.stdout.splitlines()
    assert _read(command)[1]["file"] == "ci/buildspec.yml"
    told = "1 error in 1 file; 1 can be mended with --fix."
    assert (done.returncode, summary, done.stderr) == (1, told, "")


def test_the_hint_is_part_of_the_message() -> None:
    command = github_report(lint_data({"buildspec.yml": WRONG.encode()})).splitlines()[0]
    head, *more = _read(command)[2].splitlines()
    assert "biuld" in head
    assert any("did you mean build?" in line for line in more)


def test_the_command_finds_the_same_for_github_as_in_json(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    arguments = ("lint", *SOME_TOPICS, "gone.yaml")
    plain = awsdev(*arguments, "--format", "json")
    done = awsdev(*arguments, "--format", "github", GITHUB_WORKSPACE="")
    assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr)
    read = [_read(line) for line in done.stdout.splitlines()[:-1]]
    findings = json.loads(plain.stdout)["findings"]
    told = [
        (name, properties["file"], properties["line"], properties["title"])
        for name, properties, _ in read
        if "line" in properties
    ]
    assert told == [
        (COMMANDS[f["severity"]], f["path"], str(f["line"]), f["code"]) for f in findings
    ]
    assert len(told) == len(read) - 1 > 10
