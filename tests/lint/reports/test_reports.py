"""Reports: what a reader sees on a terminal, what a program reads, and the exit status."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.reports.json import json_report
from awsdev.lint.reports.text import text_report
from awsdev.lint.result import FileResult, Outcome
from tests.conftest import ROOT, Run
from tests.lint.reports.any_report import SOME_TOPICS

SCHEMA = json.loads((Path(__file__).parent / "report.schema.json").read_text())
GOOD = "version: 0.2\nphases:\n  build:\n    commands: [make]\n"
WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"
WARNED = "version: 0.2\nphases:\n  build:\n    commands: [make]\n    commands: [make]\n"
# Controls, escape sequences and marks that reorder text, none of which may reach a terminal.
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2066\x08\x7f\x00\r"
_CONTROLS = {"Cc", "Zl", "Zp"}
_REORDERING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _acts_on_a_terminal(text: str) -> list[str]:
    return [
        character
        for character in text
        if character != "\n"
        and (unicodedata.category(character) in _CONTROLS or character in _REORDERING)
    ]


def _report(line: str, span: Span, *, path: str = "x.yml", message: str = "m") -> Report:
    finding = Finding(path, span, "BS101", Severity.ERROR, message, "buildspec", message, message)
    excerpts = {span.line: line}
    return Report([FileResult(path, "buildspec", Outcome.LINTED, "", [finding], excerpts)])


def _screen(text: str, columns: int = 80) -> list[str]:
    """What stands on a terminal after the text was written, a cell an item."""
    screen = pyte.Screen(columns, 200)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return ["".join(screen.buffer[y][x].data or "\0" for x in range(columns)) for y in range(200)]


def _marked(rows: list[str]) -> str:
    """The characters above the carets; the second cell of a wide one is NUL here."""
    below = next(index for index, row in enumerate(rows) if re.search(r"^ *\| *\^+", row))
    cells = [place for place, cell in enumerate(rows[below]) if cell == "^"]
    return "".join(rows[below - 1][place] for place in cells).replace("\0", "")


@pytest.mark.parametrize(
    ("line", "start", "marked"),
    [
        ("  biuld: x", 3, "biuld"),
        ("한글: 값: x", 5, "값"),
        ("\t한글\t: 오타: x", 7, "오타"),
        ("{이름: '漢字 😀', key: 1}", 14, "key"),
        ("e\u0301te\u0301: key", 8, "key"),
        ("# \u202e\x1b[2J key", 9, "key"),
        ("key", 1, "key"),
        ("가나다라", 3, "다라"),
    ],
)
@pytest.mark.parametrize("colour", [False, True])
def test_carets_stand_below_what_they_mark(
    line: str, start: int, marked: str, colour: bool
) -> None:
    span = Span(7, start, 7, start + len(marked))
    assert line[start - 1 :].startswith(marked)
    text = text_report(_report(line, span), width=80, colour=colour)
    assert _marked(_screen(text)) == marked


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("before", [0, 10, 200, 1_000_000])
@pytest.mark.parametrize("filling", ["x", "가", "\t"])
def test_a_long_line_is_shown_around_the_place(filling: str, before: int, width: int) -> None:
    line = filling * before + '"키": ' + filling * 1_000_000
    span = Span(1, before + 1, 1, before + 4)
    rows = _screen(text_report(_report(line, span), width=width, colour=False), width)
    assert _marked(rows) == '"키"'
    excerpt = rows[2].replace("\0", "").rstrip()
    assert excerpt.startswith(" 1 | ")
    assert rows[3].lstrip().startswith("|"), "the excerpt was wrapped by the terminal"
    assert ("…" in excerpt[:7]) == (before >= 200)


@given(
    st.lists(st.text("ab가漢😀'/", min_size=1, max_size=25), min_size=1, max_size=30),
    st.text("pfad/가", min_size=1, max_size=30),
)
def test_a_long_message_is_broken_at_blanks(words: list[str], path: str) -> None:
    message = " ".join(words)
    report = _report("x: y", Span(1, 1, 1, 2), path=path, message=message)
    lines = text_report(report, width=80, colour=False, wrap=True).splitlines()
    head = lines[: next(n for n, line in enumerate(lines) if line.lstrip().startswith("|"))]
    assert all(cell_len(line) <= 80 for line in head)
    assert " ".join(line.strip() for line in head).endswith(f": {message}")


def test_a_minified_template_through_the_command(awsdev: Run, tmp_path: Path) -> None:
    resources = {f"Queue{n}": {"Type": "AWS::SQS::Queue"} for n in range(100)}
    resources["Last"] = {"Type": "AWS::SQS::Queue", "Properties": {"Colour": 1}}
    template = {"Description": "주문 대기열 " * 30, "Resources": resources}
    text = json.dumps(template, ensure_ascii=False, separators=(",", ":"))
    (tmp_path / "template.json").write_text(text, "utf-8")
    done = awsdev("lint", "template.json")
    assert max(len(line) for line in done.stdout.splitlines() if "|" in line) <= 80
    assert '"Colour":1' in done.stdout


ANYTHING = st.text(
    st.characters(codec="utf-8") | st.sampled_from("한글漢\t\x1b\x9b\x07\r\n\x85\u2028\u202e[]m;"),
    max_size=60,
)


@given(ANYTHING, ANYTHING, ANYTHING, st.integers(1, 70), st.integers(0, 70), st.booleans())
def test_nothing_of_a_file_or_its_name_acts_on_the_terminal(
    line: str, path: str, message: str, column: int, length: int, failed: bool
) -> None:
    span = Span(3, column, 3, column + length)
    report = _report(line, span, path=path, message=message)
    if failed:
        report.files.append(FileResult(path, "", Outcome.FAILED, message, unread=True))
    text = text_report(report, width=80, colour=False)
    assert _acts_on_a_terminal(text) == []
    for row in text.splitlines():
        if row.startswith((" 3 | ", "   | ")):
            assert len(_screen(row)[1].strip()) == 0, "an excerpt is wider than the screen"


def test_hostile_names_and_texts_through_the_command(awsdev: Run, tmp_path: Path) -> None:
    folder = tmp_path / HOSTILE.replace("\0", "").replace("/", "")
    folder.mkdir()
    texts = {
        "buildspec.yml": f"version: 0.2\nphases:\n  'x{HOSTILE}': {{}}\n",
        "buildspec.yaml": 'version: 0.2\nphases:\n  "x\\e[2J\\e]0;owned\\a": {}\n',
        "template.yaml": 'Resources:\n  "Q\\e[2J":\n    Type: "AWS::SQS\\e[31m"\n',
        "appspec.yml": "version: 0.0\nos: \u202elinux\nfiles: []\nhooks: {}\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8", newline="")
    done = awsdev("lint", str(folder), f"{folder}/*", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("buildspec.yml:") >= 1
    assert _acts_on_a_terminal(done.stdout + done.stderr) == []
    missing = awsdev("lint", f"gone{HOSTILE}".replace("\0", ""), cwd=tmp_path)
    assert missing.returncode == 2
    assert _acts_on_a_terminal(missing.stdout + missing.stderr) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"buildspec.yml": GOOD}, "No findings in 1 file."),
        ({"buildspec.yml": GOOD, "b/buildspec.yml": GOOD}, "No findings in 2 files."),
        ({"buildspec.yml": WRONG}, "1 error in 1 file; 1 can be mended with --fix."),
        ({"buildspec.yml": WARNED}, "1 warning in 1 file."),
        (
            {"buildspec.yml": WRONG, "b/buildspec.yml": WRONG},
            "2 errors in 2 files; 2 can be mended with --fix.",
        ),
        (
            {"buildspec.yml": WRONG, "b/buildspec.yml": WARNED, "c/buildspec.yml": WARNED},
            "1 error, 2 warnings in 3 files; 1 can be mended with --fix.",
        ),
        ({"readme.yml": "a: b\n"}, "No AWS files to check."),
        ({}, "No AWS files to check."),
    ],
)
def test_the_summary_counts_in_words(
    awsdev: Run, tmp_path: Path, files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    done = awsdev("lint")
    assert done.stdout.splitlines()[-1] == words
    assert done.returncode == (1 if "error" in words or "warning" in words else 0)


def test_what_could_not_be_read_does_not_look_clean(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "template.yaml").symlink_to("gone")
    done = awsdev("lint", "template.yaml")
    assert done.returncode == 2
    assert done.stdout == (
        "template.yaml: not read: No such file or directory\nNothing could be checked.\n"
    )
    (tmp_path / "buildspec.yml").write_text(GOOD)
    done = awsdev("lint", "template.yaml", "buildspec.yml")
    assert done.stdout.splitlines()[-1] == "No findings in 1 file."
    assert done.returncode == 2


def test_json_is_what_the_schema_promises_sorted_and_stable(awsdev: Run, tmp_path: Path) -> None:
    for name in ("z.json", "notes.yml"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    arguments = ["lint", *SOME_TOPICS, "z.json", "gone.yaml", "notes.yml", "--format", "json"]
    arguments += ["--no-cache"]
    first = awsdev(*arguments)
    assert first.stdout == awsdev(*arguments, "--jobs", "1").stdout
    report = json.loads(first.stdout)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)
    assert {"linted", "skipped", "failed"} == {file["status"] for file in report["files"]}
    paths = [file["path"] for file in report["files"]]
    assert paths == sorted(set(paths))
    places = [
        (f["path"], f["line"], f["column"], f["end_line"], f["end_column"], f["code"], f["message"])
        for f in report["findings"]
    ]
    assert places == sorted(places)
    assert len(places) > 10
    for word, severity in (("errors", "error"), ("warnings", "warning"), ("infos", "info")):
        found = [f for f in report["findings"] if f["severity"] == severity]
        assert report["summary"][word] == len(found)
    checked = [file for file in report["files"] if file["status"] in ("linted", "timed-out")]
    assert report["summary"]["files"] == len(checked)


@pytest.mark.parametrize("code", ["BS101", "SC2086", "SC1073", "E0000", "W1001", "I3042"])
def test_the_schema_knows_codes_of_awsdev_of_shellcheck_and_of_cfn_lint(code: str) -> None:
    (file,) = _report("x", Span()).files
    finding = replace(file.findings[0], code=code)
    written = json_report(Report([replace(file, findings=[finding])]))
    jsonschema.validate(written, SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        (GOOD, "info", 0),
        (WARNED, "info", 1),
        (WARNED, "warning", 1),
        (WARNED, "error", 0),
        (WRONG, "error", 1),
        (WRONG, "never", 0),
    ],
)
def test_exit_status(awsdev: Run, tmp_path: Path, text: str, fail_on: str, status: int) -> None:
    (tmp_path / "buildspec.yml").write_text(text)
    assert awsdev("lint", "buildspec.yml", "--fail-on", fail_on).returncode == status


def test_warnings_fail_where_nothing_is_said(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "buildspec.yml").write_text(WARNED)
    assert awsdev("lint").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "helm"],
        ["--format", "xml"],
        ["--jobs", "-1"],
        ["--timeout", "0"],
        ["--fail-on", "maybe"],
        ["--colour"],
        ["--memory", "-1"],
        ["--config", "nowhere.yaml"],
        ["--select", "ZZ1"],
        ["--ignore", "BS206,bs1x"],
    ],
)
def test_a_question_that_cannot_be_asked(awsdev: Run, arguments: list[str]) -> None:
    done = awsdev("lint", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"awsdev: [^\n]+\n", done.stderr)


def _json(awsdev: Run, *arguments: str, stdin: str | bytes = b"") -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(
        awsdev("lint", *arguments, "--format", "json", stdin=stdin).stdout
    )
    return answer


def test_standard_input_is_told_by_content_by_name_or_by_word(awsdev: Run) -> None:
    (told,) = _json(awsdev, "-", stdin=GOOD)["files"]
    assert told == {"path": "<stdin>", "kind": "buildspec", "status": "linted"}
    (unknown,) = _json(awsdev, "-", stdin="a: b\n")["files"]
    assert unknown["status"] == "skipped"
    named = _json(awsdev, "-", "--stdin-filename", "ci/buildspec.yml", stdin="a: b\n")
    assert named["files"][0]["kind"] == "buildspec"
    assert {finding["path"] for finding in named["findings"]} == {"ci/buildspec.yml"}
    said = _json(awsdev, "-", "--kind", "cloudformation", stdin="Resources: {}\n")
    assert said["files"][0]["kind"] == "cloudformation"
    empty = _json(awsdev, "-", "--kind", "appspec")
    assert [finding["code"] for finding in empty["findings"]] == ["AD101"]


def test_kind_decides_for_files_that_say_nothing(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "deploy.yml").write_text("files: []\n")
    (skipped,) = _json(awsdev, "deploy.yml")["files"]
    assert skipped["status"] == "skipped"
    (asked,) = _json(awsdev, "deploy.yml", "--kind", "appspec")["files"]
    assert (asked["status"], asked["kind"]) == ("linted", "appspec-server")


def test_a_file_passed_over_is_named_only_where_it_was_asked_for(
    awsdev: Run, tmp_path: Path
) -> None:
    (tmp_path / "compose.yml").write_text("services: {}\n")
    (tmp_path / "buildspec.yml").write_text(GOOD)
    assert "compose" not in awsdev("lint").stdout
    assert [file["path"] for file in _json(awsdev, ".")["files"]] == ["buildspec.yml"]
    named = awsdev("lint", "compose.yml")
    assert (named.returncode, named.stderr) == (0, "")
    assert named.stdout.startswith("compose.yml: passed over: no AWS file")


def test_reports_agree_on_what_was_found() -> None:
    report = lint_data({"a/buildspec.yml": WRONG.encode(), "b/buildspec.yml": WARNED.encode()})
    text = text_report(report, width=80, colour=False)
    heads = re.findall(r"^(\S+):(\d+):(\d+): (\w+) (\w+): ", text, re.MULTILINE)
    assert heads == [
        (f.path, str(f.span.line), str(f.span.column), f.severity, f.code) for f in report.findings
    ]
    assert heads


def test_json_holds_no_control_character_raw(awsdev: Run) -> None:
    hostile = (ROOT / "tests/lint/fixtures/hostile-key.yml").read_bytes()
    done = awsdev(
        "lint", "-", "--format", "json", "--stdin-filename", "buildspec.yml", stdin=hostile
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout)
    assert "\u009b31m\u202e" in json.loads(done.stdout)["findings"][0]["message"]


def test_a_finding_of_cfn_lints_names_the_topic_that_names_its_rule(awsdev: Run) -> None:
    example = ROOT / "content/topics/sqs-visibility/examples/below-function-timeout.yaml"
    findings = json.loads(awsdev("lint", str(example), "--format", "json").stdout)["findings"]
    assert ("E3505", "sqs-visibility") in {(one["code"], one["topic"]) for one in findings}


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        ({"buildspec.yml": GOOD}, []),
        ({"buildspec.yml": WARNED}, []),
        ({"buildspec.yml": WARNED}, ["--fail-on", "error"]),
        ({"buildspec.yml": WRONG}, ["--fail-on", "never"]),
        ({"buildspec.yml": WRONG}, ["gone.yml", "buildspec.yml"]),
        ({"notes.yml": "a: b\n"}, ["notes.yml"]),
    ],
)
def test_the_form_changes_neither_status_nor_standard_error(
    awsdev: Run, tmp_path: Path, files: dict[str, str], arguments: list[str], form: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    text, other = awsdev("lint", *arguments), awsdev("lint", *arguments, "--format", form)
    assert (other.returncode, other.stderr) == (text.returncode, text.stderr)
    assert other.stdout
