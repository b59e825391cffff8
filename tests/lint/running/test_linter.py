"""Linting one file from first to last: what is said once, and where it stands."""

from __future__ import annotations

import pytest

from awsdev.lint.files.source import Source
from awsdev.lint.finding import Finding, Span
from awsdev.lint.running.linter import lint_source


def findings_in(name: str, data: bytes) -> list[Finding]:
    return lint_source(Source(name, data)).findings


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("buildspec.yml", "phases: {build: &b {commands: [{a: b}]}, build: *b}\n", "BS201"),
        ("appspec.yml", "version: 0.0\nos: linux\n&o oo: 1\n*o : 2\nhooks: {}\n", "AS101"),
        ("buildspec.yml", "version: 0.2\n? &v a\n: 1\n*v : 2\n*v : 3\nphases: {}\n", "AD103"),
    ],
)
def test_what_is_looked_at_twice_is_reported_once(name: str, text: str, code: str) -> None:
    found = findings_in(name, text.encode())
    assert code in {finding.code for finding in found}
    assert len({finding.sort_key() for finding in found}) == len(found)


@pytest.mark.parametrize("name", ["samconfig.toml", "samconfig.yaml"])
@pytest.mark.parametrize("text", ["", "\n", "# written later\n"])
def test_sam_takes_a_configuration_that_sets_nothing(name: str, text: str) -> None:
    assert findings_in(name, text.encode()) == []


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("", 1, 1), ("version: 0.2", 1, 13), ("# 한글 😀 ", 1, 8), ("a\r\nb\rc\u2028é", 4, 2)],
)
def test_the_place_of_what_is_no_text_counts_characters(
    before: str, text: str, line: int, column: int
) -> None:
    (found,) = findings_in("buildspec.yml", f"{before}{text}".encode() + b"\xfe\n\xff")
    assert (found.code, found.message) == ("AD101", "byte 0xfe is not UTF-8")
    assert found.span == Span(line, column, line, column + 1)
