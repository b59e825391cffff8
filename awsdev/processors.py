"""How many processes work at once, and how they are started."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def process_context() -> ForkContext | SpawnContext:
    """Return what starts processes: by a fork on Linux, where it takes milliseconds.

    macOS frameworks do not survive a fork, and Windows has none.
    """
    import multiprocessing  # noqa: PLC0415 - an answer from the cache starts no process

    if sys.platform == "linux":
        return multiprocessing.get_context("fork")
    else:  # noqa: RET505 - mypy takes what follows for unreachable otherwise
        return multiprocessing.get_context("spawn")
