"""What lies around a file on disk, asked about by rules that look across files.

Every question is recorded with its answer: a stored result holds as long as
the same questions would be answered in the same way.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from awsdev.lint.files.gitignore import ignores, spec_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES = 1024 * 1024
"""Of a longer file no more is read: scripts and handlers are far shorter."""
MAX_BYTES_IN_ALL = 64 * MAX_BYTES
"""Once so much was read on behalf of one file, no further file is."""
MAX_NAMES = 5000
"""A folder that holds more is not listed."""
_LEVELS = 3
"""How far up to look for what a path is relative to, where nothing marks a repository."""
_SEPARATOR = " "


class Lies(StrEnum):
    """What lies at a path."""

    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"
    """A pipe, a device, or what may not be looked at."""


class _Question(StrEnum):
    """What can be asked about a path."""

    LIES = "lies"
    READ = "read"
    NAMES = "names"
    REPOSITORY = "repository"


class Surroundings:
    """The files around one file, by paths relative to its folder.

    Args:
        folder: The folder the file lies in.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._read: dict[str, bytes | None] = {}
        self._names: dict[str, tuple[str, ...] | None] = {}
        self._patterns: dict[str, GitIgnoreSpec | None] = {}
        self._left = MAX_BYTES_IN_ALL
        self.seen: dict[str, str] = {}
        """What was asked about which path, and a fingerprint of the answer."""

    def lies(self, path: str) -> Lies:
        """Return what lies at a path; links are followed."""
        found = _lies(self._folder, path)
        self._record(_Question.LIES, path, str(found))
        return found

    def read(self, path: str) -> bytes | None:
        """Return the first `MAX_BYTES` of a file, or None where there is none to read.

        After `MAX_BYTES_IN_ALL` there is nothing more to read, whatever lies there.
        """
        if path not in self._read:
            if self._left <= 0:
                return None
            data = self._read[path] = _read(self._folder, path)
            self._left -= len(data or b"")
            self._record(_Question.READ, path, _fingerprint(data))
        return self._read[path]

    def names(self, path: str = ".") -> tuple[str, ...]:
        """Return the sorted names in a folder, those of folders with a final slash.

        There are none where the folder is missing, may not be looked at, or holds more
        than `MAX_NAMES`.
        """
        if path not in self._names:
            found = self._names[path] = _names(self._folder, path)
            self._record(_Question.NAMES, path, _fingerprint_of_names(found))
        return self._names[path] or ()

    @cached_property
    def repository(self) -> str:
        """Return the way to the repository's root, such as `../..`; `.` where there is none."""
        return self._way or "."

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """Return the folders a path may be relative to, the file's own first.

        They are the folders from the file's own up to the repository's root, or a few where
        nothing marks a repository.
        """
        way = self._way
        levels = _LEVELS if not way else way.count("..")
        return (".", *("/".join([".."] * up) for up in range(1, levels + 1)))

    @cached_property
    def inside(self) -> str:
        """Return the way from the repository's root to the folder; `.` where there is none."""
        here = self._folder.resolve()
        return os.path.relpath(here, (here / self.repository).resolve())

    def find(self, path: str) -> str:
        """Return where something lies at a path relative to any of `bases`; empty where nothing."""
        places = (joined(base, path) for base in self.bases)
        return next((place for place in places if self.lies(place) is not Lies.NOTHING), "")

    def from_root(self, path: str) -> str:
        """Return a path that is relative to the repository's root as one relative to the folder."""
        return joined(self.repository, path)

    def ignored(self, path: str) -> bool:
        """Return whether git ignores what lies at a path, or would if a file or folder did.

        Nothing is ignored where nothing marks a repository, nor is what lies outside of it.
        """
        if not self._way or os.path.isabs(path):  # noqa: PTH117 - a text, not a place yet
            return False
        steps = Path(joined(self.inside, path)).parts
        if steps[:1] in ((), ("..",)):
            return False
        lies = self.lies(path)
        return ignores(
            steps,
            lambda depth: self._patterns_in(joined(self._way, *steps[:depth])),
            file=lies is not Lies.FOLDER,
            folder=lies in (Lies.FOLDER, Lies.NOTHING),
        )

    @cached_property
    def _way(self) -> str:
        """The way to the repository's root; empty where nothing marks one."""
        way = _repository(self._folder)
        self._record(_Question.REPOSITORY, "", way)
        return way

    def _patterns_in(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._patterns:
            text = (self.read(joined(folder, ".gitignore")) or b"").decode("utf-8-sig", "replace")
            self._patterns[folder] = spec_of(text) if text else None
        return self._patterns[folder]

    def _record(self, question: _Question, path: str, answer: str) -> None:
        self.seen[f"{question}{_SEPARATOR}{path}"] = answer


def joined(folder: str, *path: str) -> str:
    """Return a path as one relative to where `folder` is, without detours."""
    # Text in, text out: `Path` would not resolve `..`.
    return os.path.normpath(os.path.join(folder, *path))  # noqa: PTH118


def unchanged(folder: str, seen: Mapping[str, str]) -> bool:
    """Return whether every question would be answered as it was.

    Args:
        folder: The folder the file lies in.
        seen: What `Surroundings.seen` held when the file was linted.
    """
    return all(_answer(Path(folder), asked) == answer for asked, answer in seen.items())


def _answer(folder: Path, asked: str) -> str | None:
    question, _, path = asked.partition(_SEPARATOR)
    answer = _ANSWERS.get(question)
    return answer(folder, path) if answer else None


def _lies(folder: Path, path: str) -> Lies:
    try:
        place = folder / path
        if place.is_file():
            return Lies.FILE
        if place.is_dir():
            return Lies.FOLDER
        return Lies.OTHER if place.exists() else Lies.NOTHING
    except OSError:
        # A name too long, or a folder that may not be searched.
        return Lies.OTHER
    except ValueError:
        # A name no file can have.
        return Lies.NOTHING


def _read(folder: Path, path: str) -> bytes | None:
    if _lies(folder, path) is not Lies.FILE:
        return None
    try:
        with (folder / path).open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError:
        return None


def _names(folder: Path, path: str) -> tuple[str, ...] | None:
    try:
        with os.scandir(folder / path) as entries:
            found = [_name(entry) for _, entry in zip(range(MAX_NAMES + 1), entries, strict=False)]
    except (OSError, ValueError):
        return None
    return None if len(found) > MAX_NAMES else tuple(sorted(found))


def _name(entry: os.DirEntry[str]) -> str:
    try:
        return f"{entry.name}/" if entry.is_dir() else entry.name
    except OSError:
        # A link that leads in a circle.
        return entry.name


def _fingerprint(data: bytes | None) -> str:
    return "unread" if data is None else hashlib.sha256(data).hexdigest()


def _fingerprint_of_names(names: tuple[str, ...] | None) -> str:
    if names is None:
        return "unlisted"
    # No name holds a slash followed by a null.
    return _fingerprint("\0".join(names).encode("utf-8", "surrogateescape"))


def _repository(folder: Path) -> str:
    """Return the way to the repository's root; empty where nothing marks one."""
    try:
        here = folder.resolve()
        for above in (here, *here.parents):
            if (above / ".git").exists():
                return os.path.relpath(above, here)
    except (OSError, RuntimeError):
        # A folder above may not be searched.
        pass
    return ""


_ANSWERS: dict[str, Callable[[Path, str], str]] = {
    _Question.LIES: lambda folder, path: str(_lies(folder, path)),
    _Question.READ: lambda folder, path: _fingerprint(_read(folder, path)),
    _Question.NAMES: lambda folder, path: _fingerprint_of_names(_names(folder, path)),
    _Question.REPOSITORY: lambda folder, _: _repository(folder),
}
