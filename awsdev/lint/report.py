"""What the linter has to say about a set of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from awsdev.lint.finding import Finding, Severity
from awsdev.lint.result import FileResult, Outcome

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

    def only(self, wanted: Callable[[Finding], bool]) -> Report:
        """Return the report with the findings that are wanted."""
        return Report(
            [
                replace(file, findings=[each for each in file.findings if wanted(each)])
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
        return [file for file in self.files if file.unread]


def _with_topic(finding: Finding, topics: Mapping[str, str]) -> Finding:
    return finding if finding.topic else replace(finding, topic=topics.get(finding.code, ""))
