"""Peaks of memory: of cfn-lint, and of a worker of awsdev's with the processes it starts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

_JOBS = 2
_LIMIT = 60
"""MiB that a worker may take beyond cfn-lint's peak."""


def memory_lines(ours: Sequence[str], theirs: Sequence[str], folder: Path) -> Iterator[str]:
    """Yield the peaks over the same templates, and how much a worker takes beyond cfn-lint.

    Raises:
        SystemExit: The system does not show what a process takes: only Linux does.
    """
    if sys.platform != "linux":
        raise SystemExit("--memory needs Linux, which shows what each process takes")
    lint = [*ours, "--no-cache", "--jobs", str(_JOBS), "templates"]
    templates = sorted(str(path) for path in folder.glob("templates/*/template.yaml"))
    base = max(_peaks([*theirs, *templates], folder))
    _, *workers = sorted(_peaks(lint, folder))
    most = max(workers)
    verdict = "within" if most - base <= _LIMIT else "ABOVE"
    yield f"{'memory: cfn-lint':44} {base:7.0f} MiB"
    yield f"{'memory: a worker with its helpers':44} {most:7.0f} MiB ({most - base:+.0f})"
    yield f"{'':44} {verdict} {_LIMIT:+} MiB"


def _peaks(command: Sequence[str], folder: Path) -> list[float]:
    """Return the most that the command, and each process it starts with all below, took.

    Returns:
        MiB of proportional set size: what processes share counts for each by its part.
    """
    peaks: dict[int, float] = defaultdict(float)
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        parents = _parents()
        taken: dict[int, float] = defaultdict(float)
        for pid in parents:
            if (owner := _owner(pid, process.pid, parents)) is not None:
                taken[owner] += _mebibytes(pid)
        for owner, size in taken.items():
            peaks[owner] = max(peaks[owner], size)
        time.sleep(0.05)
    return list(peaks.values())


def _owner(pid: int, root: int, parents: dict[int, int]) -> int | None:
    """Return the process to whose account one goes: the command, or one that it started."""
    while pid != root and parents.get(pid) not in (root, None):
        pid = parents[pid]
    return pid if root in (pid, parents.get(pid)) else None


def _parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name stands in brackets and may hold anything.
                found[int(entry.name)] = int(
                    (entry / "stat").read_text().rpartition(")")[2].split()[1]
                )
            except OSError:
                continue
    return found


def _mebibytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
