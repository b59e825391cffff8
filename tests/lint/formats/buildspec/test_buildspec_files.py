"""Good build specifications have no findings; bad ones have exactly those they declare.

A bad file declares what it expects in comments: `# expect: BS201 6:11` is a finding of that
code at that line and column. JSON has no comments; such a file has a neighbour of the same
name that ends in `.expect`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.buildspec import RULES
from awsdev.lint.rules.check import check_document
from awsdev.lint.rules.page import page_of

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")
# What looks across files is tested with files, in test_buildspec_neighbours.py.
ALONE = [rule for rule in RULES if not rule.across]
EXPECTED = re.compile(r"# expect: (BS\d{3}) (\d+):(\d+)$", re.MULTILINE)


def findings_in(text: str, path: str = "buildspec.yml") -> list[Finding]:
    return check_document(parse_yaml(text, path), "buildspec")


def found_in(text: str) -> list[tuple[str, int, int]]:
    return sorted((one.code, one.span.line, one.span.column) for one in findings_in(text))


def expected_in(path: Path) -> list[tuple[str, int, int]]:
    declared = path.with_suffix(".expect") if path.suffix == ".json" else path
    found = EXPECTED.findall(declared.read_text(encoding="utf-8"))
    return sorted((code, int(line), int(column)) for code, line, column in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert findings_in(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    expected = expected_in(path)
    assert expected, "declares nothing"
    assert found_in(path.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize("rule", ALONE, ids=lambda rule: rule.code)
def test_every_rule_has_a_bad_file(rule) -> None:
    named = [path for path in BAD if path.name.startswith(rule.code)]
    assert any(rule.code == code for path in named for code, _, _ in expected_in(path))


@pytest.mark.parametrize("rule", ALONE, ids=lambda rule: rule.code)
def test_page_examples_are_what_they_say(rule) -> None:
    page = page_of(rule.function)
    wrong, right = page.examples("Wrong"), page.examples("Right")
    assert wrong
    assert right
    for example in wrong:
        assert {one.code for one in findings_in(example.text)} == {rule.code}
    for example in right:
        assert findings_in(example.text) == []


def test_findings_carry_path_topic_and_sentence() -> None:
    for path in BAD:
        for one in findings_in(path.read_text(encoding="utf-8"), path.name):
            assert one.path == path.name
            assert one.topic
            assert one.message
            assert not one.message.endswith(".")
            assert (one.span.line, one.span.column) <= (one.span.end_line, one.span.end_column)


def test_what_a_working_build_may_have_is_never_an_error() -> None:
    ignored = {"BS101", "BS107", "BS203", "BS204", "BS303"}
    depends_on_the_project = {"BS402", "BS404", "BS507", "BS607", "BS608"}
    inferred = {"BS108", "BS601", "BS602", "BS603", "BS604"}
    errors = {rule.code for rule in RULES if rule.severity is Severity.ERROR}
    assert errors & (ignored | depends_on_the_project | inferred) == set()
