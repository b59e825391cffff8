"""What linting may take: processes, time and memory."""

from __future__ import annotations

from dataclasses import dataclass

from awsdev.processors import processors

DEFAULT_TIMEOUT = 30.0
"""Seconds a file may take."""
DEFAULT_MEMORY = 4096
"""MiB a worker's process may take."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What linting may take.

    Attributes:
        jobs: Worker processes; as many as processors where 0.
        timeout: Seconds a file may take.
        memory: MiB a worker's process may take, where the system can hold it to that;
            0 for no limit.
    """

    jobs: int = 0
    timeout: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY

    @property
    def workers(self) -> int:
        """Return how many workers there may be."""
        return self.jobs or processors()
