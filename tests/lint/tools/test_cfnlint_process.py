"""cfn-lint in a process of its own: what was asked is answered, whatever came before."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from awsdev.lint.tools.cfnlint.process import CfnLintError, CfnLintProcess
from awsdev.lint.tools.cfnlint.runner import CfnLint, Match

_BUCKET = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties: {Colour: red}\n"
_QUEUE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: {Sound: loud}\n"


@pytest.fixture(scope="module")
def cfn_lint() -> CfnLintProcess:
    """One process for all tests, as a worker has one for all templates."""
    return CfnLintProcess()


def _about(text: str) -> partial[list[Match]]:
    return partial(CfnLint.lint_text, text=text)


def _kill_itself(_linter: CfnLint) -> list[Match]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def _raise(_linter: CfnLint) -> list[Match]:
    raise KeyError("Resources")


def test_an_answer_nobody_took_is_not_taken_for_another(cfn_lint: CfnLintProcess) -> None:
    cfn_lint.ask(_about(_QUEUE))
    cfn_lint.ask(_about(_BUCKET))
    assert ["Colour" in match.message for match in cfn_lint.answer()] == [True]


def test_a_process_that_died_is_told_and_replaced(cfn_lint: CfnLintProcess) -> None:
    cfn_lint.ask(_kill_itself)
    with pytest.raises(CfnLintError, match="its process ended"):
        cfn_lint.answer()
    cfn_lint.ask(_about(_QUEUE))
    assert ["Sound" in match.message for match in cfn_lint.answer()] == [True]


def test_what_it_raises_is_told_and_costs_nothing_more(cfn_lint: CfnLintProcess) -> None:
    cfn_lint.ask(_raise)
    with pytest.raises(CfnLintError, match="KeyError: 'Resources'"):
        cfn_lint.answer()
    cfn_lint.ask(_about(_BUCKET))
    assert [match.route for match in cfn_lint.answer()] == [
        ("Resources", "Bucket", "Properties", "Colour")
    ]


def test_matches_come_in_plain_types(cfn_lint: CfnLintProcess, tmp_path: Path) -> None:
    """cfn-lint's own texts carry the nodes they come from, and cfn-lint with them."""
    template = tmp_path / "template.yaml"
    template.write_text(_BUCKET)
    cfn_lint.ask(partial(CfnLint.lint_file, path=str(template)))
    (match,) = cfn_lint.answer()
    assert {type(step) for step in match.route} | {type(match.message)} == {str}
