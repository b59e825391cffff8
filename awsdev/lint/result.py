"""What the linter says of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from awsdev.lint.finding import Finding


class Outcome(StrEnum):
    """What became of a file."""

    LINTED = "linted"
    CACHED = "cached"
    """Linted by an earlier run, with nothing changed since."""
    SKIPPED = "skipped"
    FAILED = "failed"
    TIMED_OUT = "timed-out"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What the linter has to say about one file.

    Attributes:
        path: As the user named it.
        kind: The kind told; empty where none was.
        outcome: What became of it.
        reason: Why it was skipped or failed; else empty.
        findings: In the order of the file.
        excerpts: The lines that findings point at, by number.
        digest: The SHA-256 of the bytes that were linted; empty where they could not be read.
        seen: What was asked about the files around it, as `Surroundings.seen` records it.
        unread: Whether it could not be read at all.
    """

    path: str
    kind: str
    outcome: Outcome
    reason: str = ""
    findings: list[Finding] = field(default_factory=list)
    excerpts: dict[int, str] = field(default_factory=dict)
    digest: str = ""
    seen: dict[str, str] = field(default_factory=dict)
    unread: bool = False

    @property
    def checked(self) -> bool:
        """Return whether the file's rules have looked at it, in this run or an earlier one."""
        return self.outcome in (Outcome.LINTED, Outcome.CACHED)
