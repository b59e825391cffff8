"""The one exception a user is meant to see."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Exit statuses of every command."""

    OK = 0
    NO = 1
    """The answer is no: findings, an unknown name, a failed check."""
    UNASKED = 2
    """The question could not be asked: bad usage, unreadable input."""


class AwsdevError(Exception):
    """Something the user can mend, told in one sentence.

    Args:
        message: What is wrong and where, without a trailing full stop.
        hint: What to do about it; may be empty.
        status: The exit status the command ends with.
    """

    def __init__(self, message: str, hint: str = "", status: Status = Status.UNASKED) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.status = status

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message
