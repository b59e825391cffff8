"""What a project's `.shellcheckrc` turns off.

shellcheck looks for the file beside a script and in every folder above, up to the home
folder. Here it is looked for up to the repository's root, so that a file has the same
findings on every machine, and only its `disable` lines count.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from awsdev.lint.repository.surroundings import Surroundings

_NAMES = (".shellcheckrc", "shellcheckrc")
_DISABLE = re.compile(r"^\s*disable\s*=([^#\n]*)", re.MULTILINE)
_CODES = re.compile(r"(?:SC)?(\d{1,5})(?:-(?:SC)?(\d{1,5}))?")


class Disabled:
    """Codes a project turns off.

    Args:
        text: The text of its `.shellcheckrc`; empty where it has none.
    """

    def __init__(self, text: str = "") -> None:
        words = [word.strip() for line in _DISABLE.findall(text) for word in line.split(",")]
        found = (_CODES.fullmatch(word) for word in words)
        self._all = "all" in words
        self._ranges = [range(int(m[1]), int(m[2] or m[1]) + 1) for m in found if m]

    def __contains__(self, code: int) -> bool:
        return self._all or any(code in codes for codes in self._ranges)


def disabled_in(surroundings: Surroundings | None, folder: str) -> Disabled:
    """Return what is turned off for scripts in a folder.

    Args:
        surroundings: The files around the file that is linted; None where it lies nowhere.
        folder: The folder, relative to the file's.
    """
    for place in _upwards(surroundings, folder) if surroundings else ():
        for name in _NAMES:
            data = surroundings.read(posixpath.join(place, name)) if surroundings else None
            if data is not None:
                return Disabled(data.decode(errors="replace"))
    return Disabled()


def _upwards(surroundings: Surroundings, folder: str) -> Iterator[str]:
    """Yield a folder and those above it, up to the repository's root."""
    root = posixpath.normpath(surroundings.repository.replace("\\", "/"))
    place = posixpath.normpath(folder)
    yield place
    while place != root:
        place = posixpath.normpath(posixpath.join(place, ".."))
        yield place
