"""How the commands around scaffolds tell what they did, or would do."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from awsdev.cli.output import write
from awsdev.terminal import coloured, paint, printable

_MARKS = {
    "created": "+",
    "added": "+",
    "overwritten": "!",
    "changed": "~",
    "updated": "~",
    "merged": "~",
    "identical": "=",
    "skipped": "-",
    "kept": "-",
    "removed": "-",
    "conflict": "x",
}
_PLAIN = ("created",)
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def tell_files(files: Iterable[tuple[str, str, str]]) -> None:
    """Write a line for each file: its path, what is done with it and a note, which may be empty."""
    colour = coloured(sys.stdout)
    for path, status, note in files:
        mark = paint(_MARKS[status], "bold", colour=colour)
        words = ": ".join(part for part in (status if status not in _PLAIN else "", note) if part)
        write(f"  {mark} {path}{f'  ({words})' if words else ''}\n")


def tell_diff(lines: Iterable[str]) -> None:
    """Write a diff, coloured on a terminal."""
    colour = coloured(sys.stdout)
    for line in lines:
        style = "bold" if line.startswith(("+++", "---")) else _STYLES.get(line[:1], "none")
        write(paint(printable(line), style, colour=colour) + "\n")


def tell_recovered(folder: Path, *, recovered: bool) -> None:
    """Say on standard error that an interrupted write was undone, where one was."""
    if recovered:
        place = printable(str(folder))
        sys.stderr.write(f"awsdev: {place}: a write that was interrupted has been undone\n")


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun: `1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
