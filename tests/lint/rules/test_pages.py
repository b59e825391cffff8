"""Every rule shows what it catches: the examples on its page are run."""

from __future__ import annotations

from functools import cache

import pytest

from awsdev.lint.kinds import Kind
from awsdev.lint.page_examples import PARTS_WITH_EXAMPLES, lint_examples, shown_examples
from awsdev.lint.report import Report
from awsdev.lint.rules.catalogue import all_rules, find_rule, rules_for
from awsdev.lint.rules.page import PARTS, Page, page_of
from awsdev.lint.rules.rule import Rule
from awsdev.notes.library import Library
from tests.conftest import Prove

RULES = [pytest.param(rule, id=rule.code) for rule in all_rules().values()]


@cache
def _reports() -> dict[str, Report]:
    return lint_examples(
        example
        for rule in all_rules().values()
        for part in PARTS_WITH_EXAMPLES
        for example in shown_examples(rule, part)
    )


@pytest.mark.parametrize("rule", RULES)
def test_wrong_examples_are_caught_by_this_rule_and_right_ones_are_clean(
    rule: Rule, prove: Prove
) -> None:
    wrong, right = (shown_examples(rule, part) for part in PARTS_WITH_EXAMPLES)
    assert right, "the page shows no right example"
    assert wrong or not rule.check, "the page shows no wrong example"
    for example in (*wrong, *right):
        codes = {finding.code for finding in _reports()[example.folder].findings}
        assert codes == ({rule.code} if example.part == "Wrong" else set()), example.folder
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


def test_named_files_under_one_heading_lie_together() -> None:
    wrong = (
        "```yaml appspec.yml\na: 1\n```\n\nand\n\n```sh scripts/a.sh crlf\necho\n```\n"
        "```sh scripts/empty.sh\n```\n```yaml appspec.yml\na: 2\n```"
    )
    page = Page("A title", "What it finds.", {"Wrong": wrong})
    first, second = page.folders("Wrong")
    assert {file.name: file.data for file in first} == {
        "appspec.yml": b"a: 1\n",
        "scripts/a.sh": b"echo\r\n",
        "scripts/empty.sh": b"",
    }
    assert [file.data for file in second] == [b"a: 2\n"]
    captioned = page.captioned().parts["Wrong"]
    assert "`scripts/a.sh` (CRLF line ends):\n\n```sh scripts/a.sh crlf\necho\n```" in captioned
    assert page.captioned().folders("Wrong") == page.folders("Wrong")
