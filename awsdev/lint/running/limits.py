"""What linting may take: processes, time and memory."""

from __future__ import annotations

from dataclasses import dataclass

from awsdev.processors import processors

DEFAULT_TIMEOUT = 30.0
"""Seconds a file may take."""
DEFAULT_MEMORY = 4096
"""MiB a worker's process may take."""
_FEW = 8
"""Files for each worker, below which there are too many workers."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What linting may take.

    Attributes:
        jobs: Worker processes; as many as serve best where 0.
        timeout: Seconds a file may take.
        memory: MiB a worker's process may take, where the system can hold it to that;
            0 for no limit.
    """

    jobs: int = 0
    timeout: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY

    def workers_for(self, files: int) -> int:
        """Return how many workers lint so many files.

        A worker and its helper are busy on two processors while both begin, and each reads the
        schemas of cfn-lint anew: for few files that costs more than another worker saves. On two
        processors, two to eight templates took a worker 0.7 to 0.9 of what two took, 150 of them
        1.6.
        """
        most = self.jobs or processors()
        if not self.jobs and files < _FEW * most:
            most = max(1, most // 2)
        return min(most, files)
