"""Which files a list of paths, folders and globs stands for."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from awsdev.lint.files.gitignore import Ignored
from awsdev.lint.kinds import is_candidate

# Folders that hold what tools made, in which nobody wants findings.
_PASSED_OVER = frozenset(
    {".git", ".hg", ".svn", ".aws-sam", "cdk.out", "node_modules", "__pycache__", ".venv", "venv"}
)


Test = Callable[[str], bool]


def _nothing(_path: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to lint.

    Attributes:
        path: As it is shown: relative where the user's path was.
        asked: Whether the user named it, alone or by a glob; else a folder held it.
    """

    path: str
    asked: bool


def find_files(paths: list[str], *, exclude: Test = _nothing) -> list[FoundFile]:
    """Return the files that paths stand for, each once, in order.

    Args:
        paths: Files, folders (walked; `.gitignore` respected) and globs.
        exclude: Whether a walk passes over a path.

    Returns:
        One entry a file; a path or glob that matches nothing is an entry too.
    """
    found: dict[str, FoundFile] = {}
    for path in paths:
        for file in _expand(path, exclude):
            first = found.setdefault(os.path.normpath(file.path), file)
            if file.asked and not first.asked:
                found[os.path.normpath(file.path)] = FoundFile(first.path, asked=True)
    return list(found.values())


def _expand(path: str, exclude: Test) -> Iterator[FoundFile]:
    if path and Path(path).is_dir():
        yield from (FoundFile(file, asked=False) for file in _walk(path, exclude))
        return
    # Shells pass a glob on unexpanded where it matches nothing, or on Windows always.
    is_glob = glob.has_magic(path) and not os.path.lexists(path)
    matches = sorted(glob.glob(path, recursive=True)) if is_glob else []  # noqa: PTH207 - absolute patterns too
    for match in matches:
        yield from _expand(match, exclude)
    if not matches:
        # What is not there is told by the linter, file by file: the others are still checked.
        yield FoundFile(path, asked=True)


def _walk(top: str, exclude: Test) -> Iterator[str]:
    ignored = Ignored(top)
    for folder, subfolders, names in os.walk(top):
        ignored.enter(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in _PASSED_OVER and not ignored.matches(name + "/")
        )
        for name in sorted(names):
            if is_candidate(name) and not ignored.matches(name):
                path = os.path.normpath(os.path.join(folder, name))  # noqa: PTH118 - text in, text out
                # A pipe, or a link that leads nowhere, is nothing a folder holds to be linted.
                if Path(path).is_file() and not exclude(path):
                    yield path
