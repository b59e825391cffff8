"""The fuzzer's command line: `python -m tests.fuzz --help`."""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from pathlib import Path

from awsdev.lint.kinds import Kind
from tests.fuzz.inputs import batches
from tests.fuzz.run import Plan, checked, run
from tests.fuzz.tally import Tally


def main(arguments: list[str] | None = None) -> int:
    """Run the fuzzer; return 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=2000, help="how many (2000)")
    parser.add_argument("--seed", type=int, help="what decides them; another each time")
    parser.add_argument("--kinds", default="", help="of these kinds only, such as buildspec,vtl")
    parser.add_argument("--seconds", type=float, default=0.0, help="begin nothing after so long")
    parser.add_argument("--jobs", type=int, default=1, help="processes (1)")
    parser.add_argument("--thorough", action="store_true", help="check each input in every way")
    parser.add_argument("--folder", type=Path, default=Path("fuzz-failures"), help="for failures")
    parser.add_argument("--again", type=Path, nargs="+", help="check saved failures again")
    asked = parser.parse_args(arguments)
    until = time.monotonic() + asked.seconds if asked.seconds else 0.0
    plan = Plan(asked.folder, asked.thorough, until)
    tally = Tally()
    if asked.again:
        for place in asked.again:
            given = pickle.loads((place / "input.pickle").read_bytes())  # noqa: S301 - our own
            checked(given, Plan(asked.folder, thorough=True), tally)
    else:
        seed = random.randrange(2**32) if asked.seed is None else asked.seed  # noqa: S311 - no secret
        kinds = [Kind(name) for name in asked.kinds.split(",") if name] or list(Kind)
        sys.stdout.write(f"seed {seed}\n")
        tally = run(batches(seed, asked.inputs, kinds), plan, asked.jobs)
    sys.stdout.write("\n".join(tally.table()) + "\n")
    if tally.failures:
        sys.stdout.write(f"the inputs that failed lie in {asked.folder}\n")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
