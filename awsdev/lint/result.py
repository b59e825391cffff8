"""What the linter is given and what it gives back, a file at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from awsdev.lint.finding import Finding
from awsdev.lint.kinds import FAMILIES, kind_of_name


class Outcome(StrEnum):
    """What became of a file."""

    LINTED = "linted"
    SKIPPED = "skipped"
    FAILED = "failed"
    TIMED_OUT = "timed-out"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to lint.

    Attributes:
        path: As the user named it.
        data: Its bytes, where it does not lie on disk under `path`.
        family: What the user said it is, one of `awsdev.lint.kinds.FAMILIES`; else empty.
    """

    path: str
    data: bytes | None = None
    family: str = ""

    @property
    def likely_kind(self) -> str:
        """Return the kind as far as it is known without the file's content; else empty."""
        return FAMILIES[self.family][0] if self.family else kind_of_name(self.path) or ""


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
    """

    path: str
    kind: str
    outcome: Outcome
    reason: str = ""
    findings: list[Finding] = field(default_factory=list)
    excerpts: dict[int, str] = field(default_factory=dict)
