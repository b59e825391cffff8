"""Changes to a file, shown as git shows and applies them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator


def changed_lines(old: bytes, new: bytes, old_name: str, new_name: str) -> Iterator[str]:
    """Yield the lines of a unified diff, without line ends; none where nothing changes.

    Args:
        old: What there is.
        new: What there shall be.
        old_name: The name above the diff, such as `a/template.yaml` or `/dev/null`.
        new_name: The name below it.
    """
    for line in difflib.unified_diff(_lines(old), _lines(new), old_name, new_name, lineterm=""):
        text, end, _ = line.partition("\n")
        yield text
        if not end and not text.startswith(("---", "+++", "@@")):
            yield "\\ No newline at end of file"


def _lines(data: bytes) -> list[str]:
    """Return lines with their ends; only a line feed ends one, as in git."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", errors="replace"))
