"""The reference of the rules is today's, whole, and what `awsdev lint` says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from awsdev.lint.page_examples import ShownExample, shown_examples
from awsdev.lint.rules.catalogue import all_rules
from tests.conftest import ROOT, Prove

FOLDER = ROOT / "docs" / "rules"
sys.path.insert(0, str(ROOT / "docs"))
import rules as script  # noqa: E402 - a script, not a package

_LINK = re.compile(r"\]\((?!https?:)([\w.-]*)(?:#([\w-]+))?\)")


@pytest.fixture(scope="module")
def kept() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}


# Every example of every rule is linted anew.
@pytest.mark.gate
def test_the_reference_is_todays(kept: dict[str, str]) -> None:
    made = script.reference()
    stale = sorted(name for name in {*kept, *made} if kept.get(name) != made.get(name))
    assert not stale, f"stale in docs/rules: {', '.join(stale)}: run {script.COMMAND}"


def test_every_rule_is_in_the_list_and_has_its_page(kept: dict[str, str]) -> None:
    for code in all_rules():
        pages = [name for name, text in kept.items() if f"\n## {code}\n" in text]
        assert len(pages) == 1, code
        assert f"| [{code}]({pages[0]}#{code.lower()}) |" in kept["README.md"]


def test_links_lead_somewhere(kept: dict[str, str]) -> None:
    for name, text in kept.items():
        for file, anchor in _LINK.findall(text):
            aim = kept[file or name]
            assert not anchor or f"\n## {anchor.upper()}\n" in aim, f"{name}: {file}#{anchor}"


def _first_of_each_format() -> list[ShownExample]:
    by_format: dict[str, ShownExample] = {}
    for code, rule in all_rules().items():
        for example in shown_examples(rule, "Wrong"):
            if len(example.texts()) == 1 and not rule.across:
                by_format.setdefault(code[:2], example)
    return list(by_format.values())


@pytest.mark.parametrize("example", _first_of_each_format(), ids=lambda each: each.rule.code)
def test_the_output_is_that_of_the_command(
    example: ShownExample, command: str, kept: dict[str, str], tmp_path: Path, prove: Prove
) -> None:
    ((name, data),) = example.texts().items()
    done = subprocess.run(
        [command, "lint", "-", "--stdin-filename", name, "--fail-on", "never"],
        input=data,
        capture_output=True,
        check=True,
        cwd=tmp_path,
    )
    page = next(text for text in kept.values() if f"\n## {example.rule.code}\n" in text)
    own = page.partition(f"\n## {example.rule.code}\n")[2].partition("\n## ")[0]
    assert f"```text\n{done.stdout.decode()}```" in own
    prove("output shown in the reference", "the command's own")
