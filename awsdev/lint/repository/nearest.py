"""What a path that leads nowhere was likely meant to be."""

from __future__ import annotations

import posixpath

from awsdev.lint.repository.surroundings import Lies, Surroundings, joined
from awsdev.names import closest

_FOLDERS = 200
"""Folders that are looked into for one path."""
_PASSED_OVER = (".git", "node_modules")


def nearest(around: Surroundings, path: str, base: str = ".", *, file: bool = False) -> str:
    """Return the path of something that is there and was likely meant, or an empty string.

    Args:
        around: The surroundings.
        path: A path at which nothing lies.
        base: The folder it is relative to.
        file: Whether only a file can be meant.
    """
    wanted = (Lies.FILE,) if file else (Lies.FILE, Lies.FOLDER)
    for likely in (path.replace("\\", "/"), _corrected(around, path, base)):
        if likely and around.lies(joined(base, likely)) in wanted:
            return likely
    return _elsewhere(around, path, base, wanted)


def lies_below(around: Surroundings, name: str, base: str = ".") -> bool:
    """Return whether a file of this name lies anywhere below a folder.

    In a tree of more than `_FOLDERS` folders one may.
    """
    waiting = [base]
    for _ in range(_FOLDERS):
        if not waiting:
            return False
        folder = waiting.pop(0)
        names = around.names(folder)
        if name in names:
            return True
        below = (each.rstrip("/") for each in names if each.endswith("/"))
        waiting += [joined(folder, each) for each in below if each not in _PASSED_OVER]
    return bool(waiting)


def _corrected(around: Surroundings, path: str, base: str) -> str:
    """Follow the path, taking the closest name where there is none of that name."""
    found: list[str] = []
    for step in posixpath.normpath(path).split("/"):
        names = [name.rstrip("/") for name in around.names(joined(base, *found))]
        likely = [step] if step in (*names, "..") else closest(step, names, limit=1)
        if not likely:
            return ""
        found += likely
    return "/".join(found)


def _elsewhere(around: Surroundings, path: str, base: str, wanted: tuple[Lies, ...]) -> str:
    """Look for something of the same name in the folders below the base, one level deep."""
    name = posixpath.basename(posixpath.normpath(path))
    folders = ["", *(each for each in around.names(base) if each.endswith("/"))]
    for folder in folders[:_FOLDERS]:
        there = f"{folder}{name}"
        if there != path and around.lies(joined(base, there)) in wanted:
            return there
    return ""
