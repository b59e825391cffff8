"""What a path that leads nowhere was likely meant to be."""

from __future__ import annotations

import posixpath

from awsdev.lint.surroundings import Lies, Surroundings
from awsdev.names import closest

_FOLDERS = 200
"""Folders beside the file that are looked into."""


def nearest(around: Surroundings, path: str, base: str = ".") -> str:
    """Return the path of something that is there and was likely meant, or an empty string.

    Args:
        around: The surroundings.
        path: A path at which nothing lies.
        base: The folder it is relative to.
    """
    corrected = _corrected(around, path, base)
    return corrected or _elsewhere(around, path, base)


def _corrected(around: Surroundings, path: str, base: str) -> str:
    """Follow the path, taking the closest name where there is none of that name."""
    steps = posixpath.normpath(path).split("/")
    found: list[str] = []
    for step in steps:
        here = _at(base, found)
        names = [name.rstrip("/") for name in around.names(here)]
        likely = [step] if step in (*names, "..") else closest(step, names, limit=1)
        if not likely:
            return ""
        found += likely
    result = "/".join(found)
    return "" if around.lies(_at(base, found)) is Lies.NOTHING else result


def _elsewhere(around: Surroundings, path: str, base: str) -> str:
    """Look for a file of the same name in the folders below the base, one level deep."""
    name = posixpath.basename(posixpath.normpath(path))
    folders = ["", *(each for each in around.names(base) if each.endswith("/"))]
    for folder in folders[:_FOLDERS]:
        if name in around.names(_at(base, [folder])):
            return f"{folder}{name}"
    return ""


def _at(base: str, steps: list[str]) -> str:
    return posixpath.normpath(posixpath.join(base, *steps))
