"""What a build hands on: the artifacts that a build specification declares."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from awsdev.lint.documents.document import Mapping, Scalar, Sequence

_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]/]+\]|\{[^{}]*\}|.", re.DOTALL)
_WILDCARDS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_YES = ("yes", "true")
_LONGEST = 500
"""Characters of a pattern: what is longer is nothing that is known to match."""


@dataclass(frozen=True, slots=True)
class Artifacts:
    """One output of a build.

    Attributes:
        patterns: Which files it takes, relative to `base`.
        excluded: Which of them it leaves out.
        base: The folder they are looked for in, which may be a pattern; empty for the source's.
        flat: Whether the files lose their folders.
    """

    patterns: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    base: str = ""
    flat: bool = False

    @property
    def is_known(self) -> bool:
        """Return whether no part of it is a variable's."""
        return not any("$" in each for each in (*self.patterns, *self.excluded, self.base))

    def may_hold(self, place: str) -> bool:
        """Return whether a file may lie at a place in the output, wherever it comes from."""
        place = posixpath.normpath(place)
        if self.flat:
            return any(_matches(posixpath.basename(each), place) for each in self.patterns)
        taken = any(_matches(each, place) for each in self.patterns)
        return taken and not any(_matches(each, place) for each in self.excluded)

    def place_of(self, path: str) -> str | None:
        """Return where in the output a file of the source lies, or None where it does not.

        Args:
            path: The file, relative to the source's root.
        """
        path = posixpath.normpath(path)
        for inside in _below(path, self.base):
            taken = any(_matches(pattern, inside) for pattern in self.patterns)
            if taken and not any(_matches(pattern, inside) for pattern in self.excluded):
                return posixpath.basename(path) if self.flat else inside
        return None


def artifacts_of(root: Mapping) -> dict[str, Artifacts]:
    """Return the outputs that a build specification declares.

    Args:
        root: The specification, its merge keys resolved.

    Returns:
        The primary output under an empty name, secondary ones under their identifiers.
    """
    declared = root.mapping("artifacts")
    found = {"": _artifacts(declared)} if declared.entry("files") else {}
    for entry in declared.mapping("secondary-artifacts").entries:
        if isinstance(entry.value, Mapping) and entry.value.entry("files"):
            found[entry.key.text] = _artifacts(entry.value)
    return found


def _artifacts(declared: Mapping) -> Artifacts:
    base = posixpath.normpath(declared.text("base-directory").strip() or ".").strip("/")
    return Artifacts(
        tuple(_texts(declared, "files")),
        tuple(_texts(declared, "exclude-paths")),
        "" if base == "." else base,
        declared.text("discard-paths").strip().lower() in _YES,
    )


def _texts(declared: Mapping, key: str) -> Iterator[str]:
    value = declared.get(key)
    for item in value.items if isinstance(value, Sequence) else [value]:
        if isinstance(item, Scalar) and item.type_name != "null":
            yield item.text.strip()


def _below(path: str, base: str) -> Iterator[str]:
    """Yield what is left of a path below each folder that the base stands for."""
    if not base:
        yield path
        return
    steps = path.split("/")
    for end in range(1, len(steps)):
        if _matches(base, "/".join(steps[:end])):
            yield "/".join(steps[end:])


def _matches(pattern: str, path: str) -> bool:
    # A lone dot stands for what is in the folder.
    pattern = pattern.removeprefix("./").rstrip("/")
    if pattern in ("", "."):
        return True
    return len(pattern) <= _LONGEST and bool(_expression(pattern).fullmatch(path))


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_part(found.group()) for found in _GLOB.finditer(pattern)), re.DOTALL)


def _part(token: str) -> str:
    if token in _WILDCARDS:
        return _WILDCARDS[token]
    if len(token) > 1:
        # A set of letters is taken for any letter: what may match is not told to be left out.
        choices = token[1:-1].split(",")
        return "[^/]" if token[0] == "[" else f"(?:{'|'.join(map(re.escape, choices))})"
    return re.escape(token)
