"""Peaks of memory: of cfn-lint, and of the largest of awsdev's processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def memory_lines(ours: Sequence[str], theirs: Sequence[str], folder: Path) -> Iterator[str]:
    """Yield the peaks over the same templates, and how much a worker takes beyond cfn-lint."""
    lint = [*ours, "--no-cache", "--jobs", "2", "templates"]
    base = _peak([*theirs, "templates/*/template.yaml"], folder)
    most = _peak(lint, folder)
    yield f"{'memory: cfn-lint':44} {base:7.0f} MiB"
    yield f"{'memory: the largest process of awsdev':44} {most:7.0f} MiB ({most - base:+.0f})"


def _peak(command: Sequence[str], folder: Path) -> float:
    """Return the most that any process below a command took, in MiB.

    A process of its own runs it: what the system counts for children is a maximum over all.
    """
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    watched = [sys.executable, "-c", code, *command]
    done = subprocess.run(watched, cwd=folder, capture_output=True, check=True, text=True)
    # Linux counts in KiB, macOS in bytes.
    return int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)
