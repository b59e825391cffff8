"""Every rule shows what it catches: the examples on its page are run."""

from __future__ import annotations

from functools import cache

import pytest

from awsdev.lint.catalogue import all_rules, find_rule, rules_for
from awsdev.lint.engine import lint_data
from awsdev.lint.kinds import Kind
from awsdev.lint.page import PARTS, PageExample, page_of
from awsdev.lint.report import Report
from awsdev.lint.rule import Rule
from awsdev.notes.library import Library
from tests.conftest import Prove

_NAMES = {
    Kind.BUILDSPEC: "buildspec.yml",
    Kind.APPSPEC_SERVER: "appspec.yml",
    Kind.APPSPEC_LAMBDA: "appspec.yml",
    Kind.APPSPEC_ECS: "appspec.yml",
    Kind.CLOUDFORMATION: "template.yaml",
    Kind.SAM: "template.yaml",
    Kind.AMPLIFY: "amplify.yml",
    Kind.IAM_POLICY: "policy.json",
    Kind.TASK_DEFINITION: "taskdef.json",
    Kind.STATE_MACHINE: "orders.asl.json",
    Kind.SAMCONFIG: "samconfig.toml",
    Kind.MAPPING_TEMPLATE: "request.vtl",
}
RULES = [pytest.param(rule, id=rule.code) for rule in all_rules().values()]


def _cases() -> dict[str, bytes]:
    texts = {}
    for rule in all_rules().values():
        for part in ("Wrong", "Right"):
            for number, example in enumerate(page_of(rule.function).examples(part)):
                texts[_path(rule, part, number, example)] = example.text.encode()
    return texts


def _path(rule: Rule, part: str, number: int, example: PageExample) -> str:
    usual = _NAMES[Kind(sorted(rule.kinds)[0])]
    return f"{rule.code}/{part}{number}/{example.name or usual}"


@cache
def _report() -> Report:
    return lint_data(_cases())


@pytest.mark.parametrize("rule", RULES)
def test_wrong_examples_are_caught_by_this_rule_and_right_ones_are_clean(
    rule: Rule, prove: Prove
) -> None:
    page = page_of(rule.function)
    wrong, right = page.examples("Wrong"), page.examples("Right")
    assert right, "the page shows no right example"
    assert wrong or not rule.check, "the page shows no wrong example"
    for part, examples in (("Wrong", wrong), ("Right", right)):
        for number, example in enumerate(examples):
            path = _path(rule, part, number, example)
            codes = {finding.code for finding in _report().findings if finding.path == path}
            assert codes == ({rule.code} if part == "Wrong" else set()), path
    prove("example on a rule's page", "awsdev lint", len(wrong) + len(right))


def test_a_page_says_what_its_rule_finds() -> None:
    def rule() -> None:
        """A title."""

    parts = "".join(f"\n\n## {part}\nText." for part in PARTS)
    rule.__doc__ = f"A title.{parts}"
    with pytest.raises(ValueError, match="does not say what the rule finds"):
        page_of(rule)
    rule.__doc__ = f"A title.\n\nWhat it finds.{parts}"
    assert page_of(rule).finds == "What it finds."


@pytest.mark.parametrize("rule", RULES)
def test_the_topic_of_a_rule_exists(rule: Rule) -> None:
    assert not rule.topic or rule.topic in Library().slugs


def test_rules_of_every_format_are_there() -> None:
    prefixes = {code[:2] for code in all_rules()}
    assert prefixes >= {"AD", "AS", "BS", "SM"}


def test_a_kind_has_all_the_rules_that_name_it() -> None:
    for kind in Kind:
        named = [rule for rule in all_rules().values() if kind in rule.kinds and rule.check]
        assert list(rules_for(kind)) == named
    assert list(all_rules()) == sorted(all_rules())
    assert all(find_rule(code) is rule for code, rule in all_rules().items())
    assert find_rule("E3012") is None
