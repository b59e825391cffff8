"""What doctor says of a thing it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    ABSENT = "absent"
    """It is not there, and need not be."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at.

    Attributes:
        group: What it belongs to.
        name: What it is.
        state: How it is.
        detail: A version, a path, or what is wrong.
        hint: What to do, where something can be done.
    """

    group: str
    name: str
    state: State
    detail: str
    hint: str = ""
