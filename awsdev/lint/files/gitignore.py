"""What git would ignore below a folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignored:
    """The `.gitignore` files that apply below a folder, those of its parents included.

    A walk enters folders from the top down and passes over those that match; so a
    pattern has to match the name at hand itself, never a folder above it.

    Args:
        top: Where the walk begins; whoever named it wants it, ignored or not.
    """

    def __init__(self, top: str) -> None:
        self._specs: dict[Path, GitIgnoreSpec] = {}
        self._applying: list[tuple[GitIgnoreSpec, str]] = []
        start = Path(top).resolve()
        above = [start, *start.parents]
        repository = next((folder for folder in above if (folder / ".git").exists()), start)
        for folder in reversed(above[: above.index(repository)]):
            self._enter(folder.parent)

    def enter(self, folder: str) -> None:
        """Make this the folder whose names are asked for; its parents come first."""
        self._enter(Path(folder).resolve())

    def matches(self, name: str) -> bool:
        """Return whether git ignores a file, or a folder (with a final slash), entered last."""
        return _matches((spec, prefix + name) for spec, prefix in self._applying)

    def _enter(self, folder: Path) -> None:
        self._take(folder)
        self._applying = [
            (self._specs[base], "" if base == folder else f"{folder.relative_to(base).as_posix()}/")
            for base in (folder, *folder.parents)
            if base in self._specs
        ]

    def _take(self, folder: Path) -> None:
        try:
            text = (folder / ".gitignore").read_text("utf-8-sig", errors="replace")
        except OSError:
            return
        self._specs[folder] = spec_of(text)


def spec_of(text: str) -> GitIgnoreSpec:
    """Return the patterns in the text of a `.gitignore` file."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is such a file

    lines = (line.removesuffix("\r") for line in text.split("\n"))
    # pathspec reads `a/**/` as `a/`; git as the folders below it.
    spelled = [re.sub(r"(.)/\*\*/$", r"\1/**/*/", line) for line in lines]
    return GitIgnoreSpec.from_lines(spelled)


def ignores(
    steps: Sequence[str],
    spec_in: Callable[[int], GitIgnoreSpec | None],
    *,
    file: bool = True,
    folder: bool = True,
) -> bool:
    """Return whether git ignores what lies at a path.

    Args:
        steps: The names on the way from the repository's root to it.
        spec_in: Returns what the `.gitignore` file so many steps below the root says.
        file: Whether it may be a file.
        folder: Whether it may be a folder.
    """
    specs: list[tuple[GitIgnoreSpec, int]] = []
    for depth in range(len(steps)):
        if spec := spec_in(depth):
            specs.insert(0, (spec, depth))
        ways = [(each, "/".join(steps[start : depth + 1])) for each, start in specs]
        is_end = depth == len(steps) - 1
        if (folder or not is_end) and _matches((each, f"{way}/") for each, way in ways):
            return True
        if file and is_end and _matches(ways):
            return True
    return False


def _matches(ways: Iterable[tuple[GitIgnoreSpec, str]]) -> bool:
    """Return what the first of some `.gitignore` files says that says anything; in it the last.

    Args:
        ways: Their patterns, the deepest first, each with the way from there to the name.
    """
    for spec, way in ways:
        for pattern in reversed(spec.patterns):
            if pattern.regex and _matches_itself(pattern.regex, way):
                return bool(pattern.include)
    return False


def _matches_itself(regex: re.Pattern[str], path: str) -> bool:
    """Return whether a pattern of pathspec's matches a path, and not only a folder above it.

    The group stands for the slash behind the folder that matched. A pattern without one
    (`*`, `a/**`) holds for everything, or for everything below a folder.
    """
    if not regex.groups:
        return bool(regex.search(path.rstrip("/")))
    return any(found.end() == len(path) for found in regex.finditer(path))
