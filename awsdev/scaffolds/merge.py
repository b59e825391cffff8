"""Three-way merges: what you changed and what the scaffold changed, in one file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from merge3 import Merge3


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file.

    Attributes:
        data: Its bytes, with marks around what could not be merged.
        conflicts: How many places are marked.
    """

    data: bytes
    conflicts: int


def merge(base: bytes, yours: bytes, theirs: bytes, their_name: str) -> Merged | None:
    """Merge two descendants of a text.

    Args:
        base: What both come from.
        yours: What lies in the project.
        theirs: What the scaffold renders now.
        their_name: The scaffold and its version, for the marks.

    Returns:
        The merged file, or None where one of the three is no text.
    """
    if any(b"\0" in data for data in (base, yours, theirs)):
        return None
    merging = Merge3(_lines(base), _lines(yours), _lines(theirs))
    end = b"\r\n" if b"\r\n" in yours else b"\n"
    parts: list[bytes] = []
    conflicts = 0
    for group in merging.merge_groups():
        if group[0] == "conflict":
            conflicts += 1
            ours, other = _ended(group[2], end), _ended(group[3], end)
            parts += [b"<<<<<<< yours", end, *ours, b"=======", end, *other]
            parts += [b">>>>>>> ", their_name.encode(), end]
        else:
            parts += group[1]
    return Merged(b"".join(parts), conflicts)


def _lines(data: bytes) -> list[bytes]:
    """Return lines with their ends; only a line feed ends one, as in git."""
    return re.findall(rb"[^\n]*\n|[^\n]+", data)


def _ended(lines: Sequence[bytes], end: bytes) -> Sequence[bytes]:
    """Return lines of which the last one ends too, so that a mark stands on its own line."""
    return lines if not lines or lines[-1].endswith(b"\n") else [*lines[:-1], lines[-1] + end]
