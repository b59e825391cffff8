"""The linter as the rest of awsdev calls it: files in, a report out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from awsdev.lint.files import FoundFile
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.result import FileResult, Outcome, Source
from awsdev.lint.workers import lint_in_workers

DEFAULT_TIMEOUT = 30.0
"""Seconds a file may take."""

_RANKS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True)
class Report:
    """What the linter has to say about a set of files.

    Attributes:
        files: One result a file, by path.
    """

    files: list[FileResult]

    @property
    def findings(self) -> list[Finding]:
        """Return all findings, by path and place."""
        return sorted(self._unsorted(), key=Finding.sort_key)

    def _unsorted(self) -> Iterator[Finding]:
        return (finding for file in self.files for finding in file.findings)

    def with_topics(self, topics: Mapping[str, str]) -> Report:
        """Return the report with a topic for the findings that have none.

        Args:
            topics: Slugs by rule code, as topics name the rules that guard them.
        """
        return Report(
            [
                replace(file, findings=[_with_topic(each, topics) for each in file.findings])
                for file in self.files
            ]
        )

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self._unsorted())

    def reaches(self, severity: Severity) -> bool:
        """Return whether any finding is at least this severe."""
        return any(_RANKS[each.severity] >= _RANKS[severity] for each in self._unsorted())

    @property
    def checked(self) -> int:
        """Return how many files were neither passed over nor unreadable."""
        passed_over = sum(file.outcome is Outcome.SKIPPED for file in self.files)
        return len(self.files) - passed_over - len(self.unread)

    @property
    def unread(self) -> list[FileResult]:
        """Return the files that could not be read at all."""
        return [file for file in self.files if file.outcome is Outcome.FAILED and not file.findings]


def lint_files(
    files: Iterable[FoundFile],
    *,
    family: str = "",
    jobs: int = 0,
    timeout: float = DEFAULT_TIMEOUT,
) -> Report:
    """Lint files on disk.

    Args:
        files: The files; one that is no AWS file is reported only where it was asked for.
        family: What all of them are, as in `--kind`; told from each where empty.
        jobs: Worker processes; as many as processors where 0.
        timeout: Seconds a file may take.
    """
    found = {file.path: file for file in files}
    sources = [Source(path, family=family) for path in found]
    results = lint_in_workers(sources, jobs=jobs or _processors(), timeout=timeout)
    told = [r for r in results if r.outcome is not Outcome.SKIPPED or found[r.path].asked]
    return Report(sorted(told, key=lambda result: result.path))


def lint_data(
    texts: dict[str, bytes], *, family: str = "", timeout: float = DEFAULT_TIMEOUT
) -> Report:
    """Lint files that do not lie on disk.

    Args:
        texts: Bytes by the path each stands for.
        family: What all of them are, as in `--kind`; told from each where empty.
        timeout: Seconds a file may take.
    """
    sources = [Source(path, data, family) for path, data in texts.items()]
    results = list(lint_in_workers(sources, jobs=_processors(), timeout=timeout))
    return Report(sorted(results, key=lambda result: result.path))


def _with_topic(finding: Finding, topics: Mapping[str, str]) -> Finding:
    return finding if finding.topic else replace(finding, topic=topics.get(finding.code, ""))


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
