"""How names are compared: forgiving in case and separators, helpful on a miss."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_SEPARATORS = re.compile(r"[\s\-_./:·]+")
_HARDLY_DIFFERENT, _ALIKE = 0.94, 0.8
"""How much of two names must be the same letters: one slip in a long one, one in a short one."""


def name_key(name: str) -> str:
    """Return the form in which two names are compared.

    Case, separators and the difference between composed and decomposed
    Hangul do not count: `SQS Visibility`, `sqs_visibility` and
    `sqs-visibility` are one name.
    """
    key = _folded(name)
    # Removing a blank may bring two letters together that are one when composed.
    while (again := _folded(key)) != key:
        key = again
    return key


def closest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` candidates that a mistyped `name` may have meant, best first.

    Hangul syllables are compared by their letters, so that a wrong vowel is
    a small difference and not a whole character.
    """
    spelled = {_letters(candidate): candidate for candidate in candidates}
    matches = difflib.get_close_matches(_letters(name), spelled, n=limit, cutoff=0.6)
    return [spelled[match] for match in matches]


def only_near(name: str, candidates: Iterable[str]) -> str:
    """Return the one candidate that `name` surely is a slip of, or an empty string.

    One of which only case or separators differ is meant whatever else is near; else it must be
    hardly different, or the only one that is at all alike.
    """
    names = tuple(candidates)
    same = [candidate for candidate in names if name_key(candidate) == name_key(name)]
    if same:
        return same[0] if len(same) == 1 else ""
    spelled = {_letters(candidate): candidate for candidate in names}
    for cutoff in (_HARDLY_DIFFERENT, _ALIKE):
        near = difflib.get_close_matches(_letters(name), spelled, n=2, cutoff=cutoff)
        if near:
            return spelled[near[0]] if len(near) == 1 else ""
    return ""


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return a hint such as `did you mean a or b?`, or an empty string."""
    found = closest(name, candidates)
    return f"did you mean {' or '.join(found)}?" if found else ""


def valid_ones(name: str, valid: Iterable[str], *, meant: str = "", label: str = "valid") -> str:
    """Return a hint that names what was likely meant, if anything, and all that is valid.

    Args:
        name: What stands there instead.
        valid: What could stand there.
        meant: What was meant, where that is known; the nearest valid name otherwise.
        label: What the valid ones are.
    """
    listed = ", ".join(valid)
    near = meant or next(iter(closest(name, valid, limit=1)), "")
    return f"did you mean {near}? {label.capitalize()}: {listed}" if near else f"{label}: {listed}"


def _folded(name: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())


def _letters(name: str) -> str:
    return unicodedata.normalize("NFKD", name_key(name))
