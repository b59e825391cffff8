"""Which files a list of paths, folders and globs stands for."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from awsdev.errors import AwsdevError
from awsdev.lint.kinds import SUFFIXES

# Folders that hold what tools made, in which nobody wants findings.
_PASSED_OVER = frozenset(
    {".git", ".hg", ".svn", ".aws-sam", "cdk.out", "node_modules", "__pycache__", ".venv", "venv"}
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to lint.

    Attributes:
        path: As it is shown: relative where the user's path was.
        asked: Whether the user named it, alone or by a glob; else a folder held it.
    """

    path: str
    asked: bool


def find_files(paths: list[str]) -> list[FoundFile]:
    """Return the files that paths stand for, each once, in order.

    Args:
        paths: Files, folders (walked; `.gitignore` respected) and globs.

    Raises:
        AwsdevError: A path or glob matches nothing.
    """
    found: dict[str, FoundFile] = {}
    for path in paths:
        for file in _expand(path):
            found.setdefault(os.path.normpath(file.path), file)
    return list(found.values())


def _expand(path: str) -> Iterator[FoundFile]:
    if Path(path).is_dir():
        yield from (FoundFile(file, asked=False) for file in _walk(path))
    elif os.path.lexists(path):
        yield FoundFile(path, asked=True)
    else:
        # Shells pass a glob on unexpanded where it matches nothing, or on Windows always.
        matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207 - absolute patterns too
        if not matches:
            raise AwsdevError(f"{path}: no such file or folder", "check the path")
        yield from (FoundFile(match, asked=True) for match in matches if Path(match).is_file())


def _walk(top: str) -> Iterator[str]:
    ignored = _Ignored(top)
    for folder, subfolders, names in os.walk(top):
        ignored.enter(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in _PASSED_OVER and not ignored.matches(folder, name + "/")
        )
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not ignored.matches(folder, name):
                yield os.path.normpath(os.path.join(folder, name))  # noqa: PTH118 - text in, text out


class _Ignored:
    """The `.gitignore` files that apply below a folder, those of its parents included."""

    def __init__(self, top: str) -> None:
        self._patterns: dict[Path, object] = {}
        self._read: set[Path] = set()
        start = Path(top).resolve()
        for folder in [start, *start.parents]:
            self._take(folder)
            if (folder / ".git").exists():
                break

    def enter(self, folder: str) -> None:
        """Read the folder's own `.gitignore`."""
        self._take(Path(folder).resolve())

    def matches(self, folder: str, name: str) -> bool:
        """Return whether git would ignore a file, or a folder (name with a final slash)."""
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only folders need it

        here = Path(folder).resolve()
        verdict = False
        for base, spec in self._patterns.items():
            if isinstance(spec, GitIgnoreSpec) and here.is_relative_to(base):
                relative = (here.relative_to(base) / name).as_posix()
                result = spec.check_file(relative + "/" if name.endswith("/") else relative)
                verdict = verdict if result.include is None else result.include
        return verdict

    def _take(self, folder: Path) -> None:
        if folder in self._read:
            return
        self._read.add(folder)
        file = folder / ".gitignore"
        if file.is_file():
            from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only folders need it

            lines = file.read_text("utf-8", errors="replace").splitlines()
            self._patterns[folder] = GitIgnoreSpec.from_lines(lines)
            # Deeper files have the last word.
            by_depth = sorted(self._patterns.items(), key=lambda item: len(item[0].parts))
            self._patterns = dict(by_depth)
