"""What the linter says about a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How sure and how bad."""

    ERROR = "error"
    """The service refuses the file, or breaks in silence."""
    WARNING = "warning"
    """Likely wrong, but a file like this can be right."""
    INFO = "info"
    """Worth knowing."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file; lines and columns count from 1, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @classmethod
    def behind(cls, text: str) -> Span:
        """Return the span of the one character that follows a file's first characters."""
        lines = f"{text}?".splitlines()
        line, column = len(lines), len(lines[-1])
        return cls(line, column, line, column + 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the file and what shall stand there instead."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a finding for certain.

    Attributes:
        label: What it does, as an order: `quote the mode`.
        edits: The changes to the file, none of which overlap.
        rename: The name the file shall have; empty where it keeps its own.
    """

    label: str
    edits: tuple[Edit, ...] = ()
    rename: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the fix as `lint --format json` prints it."""
        edits = [{**_place(edit.span), "text": edit.text} for edit in self.edits]
        return {"label": self.label, "edits": edits, "rename": self.rename}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one file.

    Attributes:
        path: The file as the user named it.
        span: Where in the file.
        code: The rule's code, of awsdev or of cfn-lint.
        severity: Error, warning or info.
        message: What is wrong, in one sentence.
        kind: The kind of file, such as `buildspec`.
        hint: What to do, valid alternatives included; may be empty.
        service_error: What AWS would have answered, in its own words; may be empty.
        topic: The slug of the topic that explains it; may be empty.
        fix: What mends it for certain, where anything does.
    """

    path: str
    span: Span
    code: str
    severity: Severity
    message: str
    kind: str
    hint: str = ""
    service_error: str = ""
    topic: str = ""
    fix: Fix | None = None

    def sort_key(self) -> tuple[str, Span, str, str]:
        """Order by file, place, code and message."""
        return (self.path, self.span, self.code, self.message)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as `lint --format json` prints it."""
        return {
            "path": self.path,
            **_place(self.span),
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "service_error": self.service_error,
            "topic": self.topic,
            "kind": self.kind,
            "fix": self.fix.as_json() if self.fix else None,
        }


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
