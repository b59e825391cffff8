"""Commands timed in pairs: A, B, A, B, … so that a machine's moods meet both."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    """Two commands that do the same work.

    Attributes:
        name: What is compared.
        ours: The command of awsdev's.
        theirs: The command it is measured against.
        limit: The ratio ours may reach.
    """

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    limit: float


def compare(pair: Pair, folder: Path, runs: int) -> str:
    """Run a pair and return a line with both medians and the median of the ratios."""
    _seconds(pair.ours, folder)
    _seconds(pair.theirs, folder)
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_seconds(pair.ours, folder))
        theirs.append(_seconds(pair.theirs, folder))
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    ratio = statistics.median(ratios)
    verdict = "within" if ratio <= pair.limit else "ABOVE"
    return (
        f"{pair.name:44} {statistics.median(ours):7.3f} s {statistics.median(theirs):7.3f} s "
        f"{ratio:6.2f}x ({min(ratios):.2f}-{max(ratios):.2f}) {verdict} {pair.limit:.2f}x"
    )


def _seconds(command: Sequence[str], folder: Path) -> float:
    start = time.perf_counter()
    # What fails may be fast: every command here has nothing to complain of.
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
