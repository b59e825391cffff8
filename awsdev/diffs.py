"""Changes to a file, shown as git shows and applies them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_UNUSUAL = re.compile(r'[\x00-\x1f\x7f"\\]')


def changed_lines(old: bytes, new: bytes, old_name: str, new_name: str) -> Iterator[str]:
    """Yield the lines of a unified diff, without line ends; none where nothing changes.

    Args:
        old: What there is.
        new: What there shall be.
        old_name: The name above the diff, such as `a/template.yaml` or `/dev/null`.
        new_name: The name below it.
    """
    # A tab ends a name with blanks in it.
    before, after = (f"{name}\t" if " " in name else name for name in (old_name, new_name))
    lines = difflib.unified_diff(_lines(old), _lines(new), before, after, lineterm="")
    for number, line in enumerate(lines):
        text, end, _ = line.partition("\n")
        yield text
        # The first two lines are names, and only what stands between changes begins with @@.
        if not end and number > 1 and not text.startswith("@@"):
            yield "\\ No newline at end of file"


def git_name(side: str, path: str) -> str:
    """Return a path as git writes it in a diff: quoted where it holds what would break a line.

    Args:
        side: What stands before it: `a/`, `b/` or nothing.
        path: The path, with forward slashes.
    """
    if not _UNUSUAL.search(path):
        return side + path
    return f'"{side}{_UNUSUAL.sub(_escaped, path)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return f"\\{character}" if character in '"\\' else f"\\{ord(character):03o}"


def _lines(data: bytes) -> list[str]:
    """Return lines with their ends; only a line feed ends one, as in git."""
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode("utf-8", errors="replace"))
