"""Every fact has a source; where a machine can read that, it agrees."""

from __future__ import annotations

from datetime import date

import pytest

from awsdev.notes.library import Library
from awsdev.notes.topic import Fact, Topic
from tests.conftest import Prove
from tests.content.provers.facts import proof_of

FACTS = [
    pytest.param(topic, fact, id=f"{topic.slug}/{fact.name}")
    for topic in Library().topics()
    for fact in topic.facts.values()
]


@pytest.mark.parametrize(("topic", "fact"), FACTS)
def test_fact(topic: Topic, fact: Fact, prove: Prove) -> None:
    source = topic.sources[fact.source]
    assert source.url.startswith("https://")
    assert source.read <= fact.checked <= date.today()
    if fact.proof:
        prove("fact", proof_of(fact))
    else:
        where = f"{topic.slug}/{fact.name}"
        prove("fact", where, unproven=f"documentation only: {source.title}")
