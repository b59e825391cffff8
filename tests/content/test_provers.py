"""The provers refuse what is not so: a proof that accepts anything proves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from awsdev.notes.library import Library
from awsdev.notes.topic import Fact
from tests.content.provers.aws_cli import calls_in
from tests.content.provers.facts import proof_of

PROVEN = [
    pytest.param(fact, id=f"{topic.slug}/{fact.name}")
    for topic in Library().topics()
    for fact in topic.facts.values()
    if fact.proof
]


@pytest.mark.parametrize("fact", PROVEN)
def test_no_other_value_is_proven(fact: Fact) -> None:
    others: list[int | float | str] = ["Something", 0, 1, 3, 7, 12, 45, 30, 43200]
    if isinstance(fact.value, int):
        others += [fact.value + 1, fact.value * 10, fact.value // 10, int(f"1{fact.value}")]
    for other in others:
        if other != fact.value:
            with pytest.raises(AssertionError):
                proof_of(replace(fact, value=other))


@pytest.mark.parametrize(
    "script",
    [
        "aws sqs receive-mesage --queue-url x",
        "aws sqs receive-message",
        "aws sqs receive-message --queue-url x --max-messages 1",
        "aws sqs receive-message --queue-url x --max-number-of-messages ten",
        "aws sqs receive-message --queue-url $NOWHERE",
        "aws codebuild list-reports --sort-order UP",
        "echo hello",
    ],
)
def test_no_wrong_command_is_proven(script: str) -> None:
    with pytest.raises(AssertionError):
        calls_in(script)
