"""Every rule shows what it catches: the examples on its page are run."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest

from awsdev.lint.catalogue import all_rules, find_rule, rules_for
from awsdev.lint.engine import lint_data, lint_files
from awsdev.lint.files import find_files
from awsdev.lint.kinds import Kind
from awsdev.lint.page import PARTS, Page, PageExample, page_of
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
PARTS_WITH_EXAMPLES = ("Wrong", "Right")


@cache
def _codes_alone() -> dict[str, set[str]]:
    """The codes found in each example of a page that shows files on their own."""
    texts = {
        _path(rule, part, number, example): example.data
        for rule in all_rules().values()
        for part in PARTS_WITH_EXAMPLES
        for number, example in enumerate(page_of(rule.function).examples(part))
    }
    return _codes_below(lint_data(texts))


@pytest.fixture(scope="session")
def codes_in_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The codes found in each example of a page that shows folders, all of them on disk."""
    top = tmp_path_factory.mktemp("pages")
    for rule in filter(lambda rule: rule.across, all_rules().values()):
        for part in PARTS_WITH_EXAMPLES:
            for number, folder in enumerate(page_of(rule.function).folders(part)):
                _lay_out(top / rule.code / f"{part}{number}", folder)
    with contextlib.chdir(top):
        return _codes_below(lint_files(find_files(["."])))


def _lay_out(folder: Path, files: list[PageExample]) -> None:
    (folder / ".git").mkdir(parents=True)
    for file in files:
        (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.name).write_bytes(file.data)


def _codes_below(report: Report) -> dict[str, set[str]]:
    """The codes by the first two folders of the path, such as `AS601/Wrong0`."""
    codes: dict[str, set[str]] = {}
    for file in report.files:
        found = codes.setdefault("/".join(Path(file.path).parts[:2]), set())
        found |= {finding.code for finding in file.findings}
    return codes


def _path(rule: Rule, part: str, number: int, example: PageExample) -> str:
    usual = _NAMES[Kind(sorted(rule.kinds)[0])]
    return f"{rule.code}/{part}{number}/{example.name or usual}"


@pytest.mark.parametrize("rule", RULES)
def test_wrong_examples_are_caught_by_this_rule_and_right_ones_are_clean(
    rule: Rule, codes_in_folders: dict[str, set[str]], prove: Prove
) -> None:
    page = page_of(rule.function)
    shown = page.folders if rule.across else page.examples
    wrong, right = len(shown("Wrong")), len(shown("Right"))
    assert right, "the page shows no right example"
    assert wrong or not rule.check, "the page shows no wrong example"
    found = codes_in_folders if rule.across else _codes_alone()
    for part, count in (("Wrong", wrong), ("Right", right)):
        for number in range(count):
            codes = found[f"{rule.code}/{part}{number}"]
            assert codes == ({rule.code} if part == "Wrong" else set()), f"{part} {number}"
    prove("example on a rule's page", "awsdev lint", wrong + right)


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
