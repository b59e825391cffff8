"""Good templates have no findings; bad ones have exactly those they declare, cfn-lint's included.

A bad file declares what it expects in comments: `# expect: SM106 6:11` is a finding of that
code at that line and column. That no other tool reports the same mistake follows from it:
every file goes through the whole linter.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation import RULES
from awsdev.lint.report import Report
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted((HERE / "bad").iterdir())
EXPECTED = re.compile(r"# expect: ([A-Z]+\d+) (\d+):(\d+)$", re.MULTILINE)
CHECKING = [pytest.param(rule, id=rule.code) for rule in RULES if rule.check and not rule.across]


@cache
def report() -> Report:
    """All files linted at once."""
    # As texts: the code that they name lies nowhere.
    texts = {str(path): path.read_bytes() for path in (*GOOD, *BAD)}
    return lint_data(texts, family="cloudformation")


def found_in(path: Path) -> list[tuple[str, int, int]]:
    found = [one for one in report().findings if one.path == str(path)]
    return sorted((one.code, one.span.line, one.span.column) for one in found)


def expected_in(path: Path) -> list[tuple[str, int, int]]:
    found = EXPECTED.findall(path.read_text(encoding="utf-8"))
    return sorted((code, int(line), int(column)) for code, line, column in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert found_in(path) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    assert expected_in(path), "declares nothing"
    assert found_in(path) == expected_in(path)


@pytest.mark.parametrize("rule", CHECKING)
def test_every_rule_has_a_bad_file(rule) -> None:
    named = [path for path in BAD if path.name.startswith(rule.code)]
    assert any(rule.code == code for path in named for code, _, _ in expected_in(path))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_findings_carry_a_sentence_and_what_to_do(path: Path) -> None:
    for one in check_document(parse_yaml(path.read_text(encoding="utf-8"), path.name), "sam"):
        assert one.message
        assert not one.message.endswith(".")
        assert one.hint
        assert (one.span.line, one.span.column) <= (one.span.end_line, one.span.end_column)


def test_what_aws_accepts_is_never_an_error() -> None:
    inferred = {"SM101", "SM102", "SM103", "SM104", "SM202", "SM301", "SM402", "SM404", "SM501"}
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} & {
        *inferred,
        "SM601",
    } == set()
