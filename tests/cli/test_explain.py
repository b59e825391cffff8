"""`awsdev explain`: every rule has a page, in every form."""

from __future__ import annotations

import json
import re

import pytest

from awsdev.lint.explain import explain_rule
from awsdev.lint.rules.catalogue import all_rules
from awsdev.notes.language import Language
from awsdev.notes.terminal import render_terminal
from tests.cli.conftest import conforms
from tests.conftest import Run

CODES = list(all_rules())


def test_the_list(awsdev: Run) -> None:
    shown = awsdev("explain")
    assert shown.returncode == 0
    listed = re.findall(r"^([A-Z]{2}\d{3})  (error|warning|info): ", shown.stdout, re.MULTILINE)
    assert listed == [(code, str(rule.severity)) for code, rule in all_rules().items()]
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_the_list_as_json(awsdev: Run) -> None:
    answer = conforms(awsdev("explain", "--format", "json").stdout, "explain-list")
    codes = [each["code"] for each in answer["rules"]]
    assert codes == sorted(codes) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_page(code: str) -> None:
    rule = explain_rule(code.lower())
    assert rule.code == code
    assert all((rule.title, rule.parts["Why"], rule.parts["Wrong"], rule.parts["Right"]))
    text = render_terminal(rule.markdown(), Language.EN, width=80, colour=False)
    assert text.startswith(f"{code}: ")
    for heading in ("Why", "AWS says", "Wrong", "Right", "Source"):
        assert f"\n{heading}\n{'─' * len(heading)}\n" in text


def test_every_rule_as_json() -> None:
    for code in CODES:
        answer = {"version": 1, **explain_rule(code).as_json()}
        assert conforms(json.dumps(answer), "explain-rule")["code"] == code


def test_every_form(awsdev: Run) -> None:
    text = awsdev("explain", "bs501").stdout
    assert text.startswith("BS501: ")
    assert "awsdev show codebuild-reports" in text
    assert awsdev("explain", "BS501", "--format", "markdown").stdout.startswith("# BS501: ")
    answer = conforms(awsdev("explain", "Bs501", "--format", "json").stdout, "explain-rule")
    assert (answer["code"], answer["topic"]) == ("BS501", "codebuild-reports")


def test_a_rule_of_cfn_lint(awsdev: Run) -> None:
    answer = conforms(awsdev("explain", "e3012", "--format", "json").stdout, "explain-rule")
    assert answer["code"] == "E3012"
    assert answer["finds"]
    assert answer["source"].startswith("cfn-lint: https://")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("BS5O1", "did you mean BS501"), ("E9999999", "`awsdev explain` lists awsdev's rules")],
)
def test_an_unknown_code(awsdev: Run, typed: str, hint: str) -> None:
    shown = awsdev("explain", "--format", "json", "--", typed)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith(f"awsdev: there is no rule {typed}; {hint}")
    assert shown.stderr.count("\n") == 1


def test_the_list_in_markdown_names_every_rule(awsdev: Run) -> None:
    done = awsdev("explain", "--format", "markdown")
    assert done.returncode == 0
    assert [line.split("`")[1] for line in done.stdout.splitlines()] == list(all_rules())


def test_a_rule_of_cfn_lints_names_the_topic_that_names_it(awsdev: Run) -> None:
    assert json.loads(awsdev("explain", "E3505", "--format", "json").stdout)["topic"] == (
        "sqs-visibility"
    )
