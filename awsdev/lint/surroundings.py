"""What lies around a file on disk, asked about by rules that look across files.

Every question is recorded with its answer: a stored result holds as long as
the same questions would be answered in the same way.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path

MAX_BYTES = 1024 * 1024
"""Of a longer file no more is read: scripts and handlers are far shorter."""
_REPOSITORY = "<repository>"


class Lies(StrEnum):
    """What lies at a path."""

    NOTHING = "nothing"
    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"
    """A pipe, a device, or what may not be looked at."""


class Surroundings:
    """The files around one file, by paths relative to its folder.

    Args:
        folder: The folder the file lies in.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self.seen: dict[str, str] = {}
        """What was asked about, and a fingerprint of the answer."""

    def lies(self, path: str) -> Lies:
        """Return what lies at a path; links are followed."""
        found = _lies(self._folder, path)
        self.seen.setdefault(path, str(found))
        return found

    def read(self, path: str) -> bytes | None:
        """Return the first `MAX_BYTES` of a file, or None where there is none to read."""
        data = _read(self._folder, path)
        self.seen[path] = _fingerprint(data)
        return data

    @cached_property
    def repository(self) -> str:
        """Return the way to the repository's root, such as `../..`; `.` where there is none."""
        way = _repository(self._folder)
        self.seen[_REPOSITORY] = way
        return way

    def from_root(self, path: str) -> str:
        """Return a path that is relative to the repository's root as one relative to the folder."""
        return os.path.normpath(os.path.join(self.repository, path))  # noqa: PTH118 - text in, text out


def unchanged(folder: str, seen: Mapping[str, str]) -> bool:
    """Return whether every question would be answered as it was.

    Args:
        folder: The folder the file lies in.
        seen: What `Surroundings.seen` held when the file was linted.
    """
    return all(_answer(Path(folder), path, answer) == answer for path, answer in seen.items())


def _answer(folder: Path, path: str, before: str) -> str:
    if path == _REPOSITORY:
        return _repository(folder)
    if before in set(Lies):
        return str(_lies(folder, path))
    return _fingerprint(_read(folder, path))


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


def _fingerprint(data: bytes | None) -> str:
    return "unread" if data is None else hashlib.sha256(data).hexdigest()


def _repository(folder: Path) -> str:
    here = folder.resolve()
    for above in (here, *here.parents):
        if (above / ".git").exists():
            return os.path.relpath(above, here)
    return "."
