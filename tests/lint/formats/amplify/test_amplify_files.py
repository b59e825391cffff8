"""Good build settings have no findings; bad ones have exactly those they declare.

A bad file declares what it expects in comments: `# expect: AM201 6:11` is a finding of that
code at that line and column.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.amplify import RULES
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted((HERE / "bad").iterdir())
EXPECTED = re.compile(r"# expect: (AM\d{3}) (\d+):(\d+)$", re.MULTILINE)
ON_RECORD = {"AM102", "AM103", "AM104", "AM201", "AM202"}


def findings_in(path: Path) -> list[Finding]:
    return check_document(parse_yaml(path.read_text(encoding="utf-8"), path.name), "amplify")


def expected_in(path: Path) -> list[tuple[str, int, int]]:
    found = EXPECTED.findall(path.read_text(encoding="utf-8"))
    return sorted((code, int(line), int(column)) for code, line, column in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert findings_in(path) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    expected = expected_in(path)
    assert expected, "declares nothing"
    found = [(one.code, one.span.line, one.span.column) for one in findings_in(path)]
    assert sorted(found) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_bad_file(rule) -> None:
    named = [path for path in BAD if path.name.startswith(rule.code)]
    assert any(rule.code == code for path in named for code, _, _ in expected_in(path))


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: path.name)
def test_the_name_tells_what_the_file_is(path: Path) -> None:
    document = parse_yaml(path.read_text(encoding="utf-8"))
    assert kind_of(document, "amplify.yml") is Kind.AMPLIFY


def test_findings_carry_path_and_sentence() -> None:
    for path in BAD:
        for one in findings_in(path):
            assert one.path == path.name
            assert one.message
            assert not one.message.endswith(".")
            assert (one.span.line, one.span.column) <= (one.span.end_line, one.span.end_column)


def test_errors_are_only_for_what_no_build_survives() -> None:
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} == ON_RECORD
