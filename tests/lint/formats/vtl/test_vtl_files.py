"""Good templates have no findings; bad ones have exactly those they declare.

A bad template declares what it expects in comments: `## expect: VT101 6:11` is a finding of that
code at that line and column. Where a comment would be swallowed or would change what the
template is, a neighbour of the same name that ends in `.expect` declares it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.vtl import RULES
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")
EXPECTED = re.compile(r"^(?:## )?expect: (VT\d{3}) (\d+):(\d+)$", re.MULTILINE)


def findings_in(text: str, path: str = "request.vtl") -> list[Finding]:
    return check_document(Document(None, text.splitlines(), path=path), "vtl")


def expected_in(path: Path) -> list[tuple[str, int, int]]:
    beside = path.with_suffix(".expect")
    found = EXPECTED.findall((beside if beside.exists() else path).read_text(encoding="utf-8"))
    return sorted((code, int(line), int(column)) for code, line, column in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_template_has_no_findings(path: Path) -> None:
    assert findings_in(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_template_has_exactly_the_declared_findings(path: Path) -> None:
    expected = expected_in(path)
    assert {code for code, _, _ in expected} == {path.name[:5]}
    found = findings_in(path.read_text(encoding="utf-8"), path.name)
    assert sorted((one.code, one.span.line, one.span.column) for one in found) == expected


def test_every_rule_has_a_bad_template() -> None:
    assert {path.name[:5] for path in BAD} == {rule.code for rule in RULES}


def test_only_what_velocity_refuses_or_misreads_is_an_error() -> None:
    errors = {rule.code for rule in RULES if rule.severity is Severity.ERROR}
    assert errors == {"VT101", "VT102", "VT103", "VT104", "VT105", "VT109"}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("#set($a = null)", "null stands where a value belongs", "there is no null"),
        ("#if($a = 1)#end", "= stands where ) belongs", "compare with =="),
        ("${context.stage", "${context is not closed: the end stands where }", "add }"),
        ("#set($a = $b ? 1 : 2)", "? stands where ) belongs", "no ?: operator"),
        ("#set($a = 'x)\n#if($b == 'c')#end", "' does not end on its line", "add '"),
        ("$input.jsn('$')", "$input has no jsn", "did you mean json? Valid: body, json, params"),
        (
            "$util.toJson($input.body)",
            "$util has no toJson in API Gateway",
            "it is a function of AppSync; ",
        ),
        ("$context.stage $context.requestID", "no requestID", "did you mean requestId?"),
        ("$input.params(id)", "id stands without quotes", "write $input.params('id')"),
    ],
)
def test_messages_name_the_thing_and_hints_say_what_to_do(
    text: str, message: str, hint: str
) -> None:
    found = findings_in(text)
    assert len(found) == 1
    assert message in found[0].message
    assert hint in found[0].hint


@pytest.mark.parametrize("size", [300, 301])
def test_size(size: int) -> None:
    text = "$context.stage " + "x" * (size * 1024 - 15)
    assert [one.code for one in findings_in(text)] == (["VT109"] if size > 300 else [])


def test_the_same_call_is_judged_by_the_service() -> None:
    assert findings_in('{ "a": $util.toJson($ctx.args) }') == []
    assert findings_in('{ "a": $util.toJson($things) }') == []
    assert [f.code for f in findings_in("$util.toJson($stageVariables.a)")] == ["VT202"]
    assert findings_in("#set($input = 1)$input.jsn('x')") == []
