"""How many processes work at once, and how they are started."""

from __future__ import annotations

import os
import signal
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


def die_with(parent: int) -> None:
    """End this process when its parent has ended, and with it the group it leads.

    It is looked for every second: killed, the parent could not end its children.

    Args:
        parent: The parent's process id.
    """
    if not hasattr(signal, "setitimer"):
        return

    def look(_signal: int, _frame: object) -> None:
        if os.getppid() != parent:
            # A group that another leads may be a shell's, with all that it runs.
            end = os.killpg if os.getpgrp() == os.getpid() else os.kill
            end(os.getpid(), signal.SIGKILL)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1.0, 1.0)
