"""What doctor says of a thing it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from awsdev.errors import AwsdevError
from awsdev.locations import is_plain_name


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


def refuse_name(folder: Path) -> None:
    """Raise where a folder's name keeps what it holds from being listed."""
    if not is_plain_name(folder.name):
        raise AwsdevError(
            f"{folder}: nothing can go by this name", "take letters, digits, `-`, `_` and `.`"
        )
