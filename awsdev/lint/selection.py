"""Which findings count: codes that are selected or ignored, for all files or for some."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from awsdev.errors import AwsdevError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

UNCHECKED = ("AD101", "AD102", "AD201", "AD202", "AD203", "E0000")
"""Codes that say a file was not checked: only a whole code that is ignored takes them away."""
ALL = "ALL"
PREFIXES = ("AD", "AM", "AS", "BS", "E", "I", "IP", "SC", "SF", "SG", "SM", "TD", "VT", "W")
"""The letters codes begin with: awsdev's own, cfn-lint's (E, I, W) and shellcheck's (SC)."""
_FORM = re.compile(rf"(?:{ALL}|(?:{'|'.join(PREFIXES)})\d{{0,4}})\Z")


@dataclass(frozen=True)
class PerFile:
    """What counts for files that a pattern names.

    Attributes:
        pattern: As in a `.gitignore`, relative to the configuration's folder.
        ignore: Codes and beginnings of codes that do not count there.
    """

    pattern: str
    ignore: tuple[str, ...]

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where files are told apart

        return GitIgnoreSpec.from_lines([self.pattern])

    def names(self, path: str) -> bool:
        """Return whether the pattern names a path, relative to the configuration's folder."""
        return self._spec.match_file(path)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codes count.

    Attributes:
        select: Codes and beginnings of codes that count; all where empty.
        ignore: Those that do not. The longer of two that fit wins, and `ignore` a tie.
        per_file: What counts for some files only.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()

    def takes(self, code: str, path: str) -> bool:
        """Return whether a code counts in a file.

        Args:
            code: The finding's code.
            path: The file, relative to the configuration's folder.
        """
        ignored = self.ignore + tuple(
            each for some in self.per_file if some.names(path) for each in some.ignore
        )
        if code in UNCHECKED:
            return code not in ignored
        return _fit(code, self.select or (ALL,)) > _fit(code, ignored)


def _fit(code: str, beginnings: Iterable[str]) -> int:
    """Return how much of a code the longest of its beginnings is: 0 for all, -1 for none."""
    lengths = (0 if each == ALL else len(each) for each in beginnings if _begins(each, code))
    return max(lengths, default=-1)


def _begins(beginning: str, code: str) -> bool:
    rest = code.removeprefix(beginning)
    # I is cfn-lint's, and the rules IP are not: letters stand for all of a code's letters.
    return beginning == ALL or (rest != code and not rest[:1].isalpha())


def codes_of(words: Iterable[str], where: str) -> tuple[str, ...]:
    """Return codes as a user wrote them: with commas or blanks between, in either case.

    Args:
        words: What was written.
        where: Where, for the message.

    Raises:
        AwsdevError: Something there is no code and begins none.
    """
    found = tuple(code.upper() for word in words for code in re.split(r"[\s,]+", word) if code)
    for code in found:
        if not _FORM.match(code):
            raise AwsdevError(
                f"{where}: {code} is no code, nor does a code begin so",
                f"write one such as BS206, a beginning such as BS2, or ALL; "
                f"they begin with {', '.join(PREFIXES)}",
            )
    return found
