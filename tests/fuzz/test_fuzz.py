"""A short run of the fuzzer, the same each time and another each time.

`python -m tests.fuzz --inputs 20000` is the long one.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from awsdev.lint.kinds import Kind
from tests.conftest import Prove
from tests.fuzz.inputs import batches
from tests.fuzz.run import Plan, run

_FIXED = 1


@pytest.mark.parametrize("name", ["fixed", "new"])
def test_no_input_makes_the_linter_fail(name: str, tmp_path: Path, prove: Prove) -> None:
    seed = _FIXED if name == "fixed" else random.randrange(2**32)  # noqa: S311 - no secret
    tally = run(batches(seed, 150, list(Kind)), Plan(tmp_path / "failures"), jobs=2)
    table = "\n".join(tally.table())
    assert not tally.failures, f"python -m tests.fuzz --seed {seed} --inputs 150\n{table}"
    prove("input of the fuzzer", "awsdev lint", 150)
