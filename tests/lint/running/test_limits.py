"""How many workers there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.running import limits
from awsdev.lint.running.limits import Limits
from awsdev.processors import processors


@given(st.integers(1, 500), st.integers(1, 40))
def test_whoever_names_a_number_gets_it(files: int, jobs: int) -> None:
    assert Limits(jobs).workers_for(files) == min(files, jobs)


@given(st.integers(1, 5000))
def test_there_is_always_one_and_never_more_than_files_or_processors(files: int) -> None:
    assert 1 <= Limits().workers_for(files) <= min(files, processors())


@pytest.mark.parametrize(
    ("processors", "files", "workers"),
    [(1, 1, 1), (1, 90, 1), (2, 2, 1), (2, 15, 1), (2, 16, 2), (8, 6, 4), (8, 63, 4), (8, 64, 8)],
)
def test_few_files_have_fewer(
    monkeypatch: pytest.MonkeyPatch, processors: int, files: int, workers: int
) -> None:
    monkeypatch.setattr(limits, "processors", lambda: processors)
    assert Limits().workers_for(files) == workers
