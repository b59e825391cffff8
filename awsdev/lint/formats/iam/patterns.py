"""Patterns of ARNs, and whether one text can match two of them.

A policy's resource is a pattern (`*` and `?`), and so is what a service says of the ARNs of a
kind of resource (`arn:${Partition}:sqs:${Region}:${Account}:.*`). A statement can only take
effect where some ARN matches both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class _Piece:
    """A character, or one or any number of those that are not left out, of a pattern."""

    literal: str = ""
    repeated: bool = False
    without: str = ""

    def shares_a_character_with(self, other: _Piece) -> bool:
        if self.literal and other.literal:
            return self.literal == other.literal
        if self.literal:
            return self.literal not in other.without
        return not other.literal or other.literal not in self.without


Pattern = tuple[_Piece, ...]

_ONE, _ANY = _Piece(), _Piece(repeated=True)
_ANY_IN_FIELD = _Piece(repeated=True, without=":")
_NAME = (_Piece(without=":/"), _Piece(repeated=True, without=":/"))
_STARS = re.compile(r"\*+")
_VARIABLE = re.compile(r"\$\{[^}]*\}")
_FORMAT_PIECES = re.compile(r"\$\{[^}]*\}|\.\*|.", re.DOTALL)
# The first five fields, where the fourth and the fifth look like a region and an account.
_WHOLE_ARN = re.compile(r"arn:[^:]*:[^:]+:[a-z0-9*?-]*:(?:[\d*?]*|aws):", re.IGNORECASE)
# No ARN is longer, and two of them are compared in steps of their product.
_LONGEST = 2048


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> Pattern:
    """Return the pattern of a name in which `*` and `?` stand for others."""
    return _pieces(name, _ANY)


@lru_cache(maxsize=4096)
def policy_pattern(resource: str) -> Pattern | None:
    """Return the pattern of a policy's resource, or None where it is nothing to compare.

    A `${…}` in it stands for anything. So do the fields that are left off at the end of an
    ARN: IAM completes them. A `*` in a field may stand for several fields, save where all of
    them are there.
    """
    text = _STARS.sub("*", _VARIABLE.sub("*", resource))
    if len(text) > _LONGEST or not _may_be_arn(text):
        return None
    if whole := _WHOLE_ARN.match(text):
        return _pieces(whole.group(), _ANY_IN_FIELD) + name_pattern(text[whole.end() :])
    return name_pattern(text if text.count(":") >= 5 else f"{text}*")


@lru_cache(maxsize=4096)
def format_pattern(arn_format: str) -> Pattern:
    """Return the pattern of a kind of resource: its ARN with `${…}` and `.*` for what varies.

    A `${…}` lies within a field and may be empty: what AWS itself owns, such as a public
    parameter, has no account. A `${…!}` is not empty and has neither slash nor colon.
    """
    found: list[_Piece] = []
    for piece in _FORMAT_PIECES.findall(arn_format):
        if piece in ("*", ".*"):
            found.append(_ANY)
        elif len(piece) > 1:
            found += _NAME if piece.endswith("!}") else (_ANY_IN_FIELD,)
        else:
            found.append(_Piece(piece.casefold()))
    return tuple(found)


def overlap(one: Pattern, other: Pattern) -> bool:
    """Return whether some text matches both patterns."""
    waiting, seen = [(0, 0)], {(0, 0)}
    while waiting:
        here = waiting.pop()
        if here == (len(one), len(other)):
            return True
        for step in _steps(one, other, *here):
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return False


def _steps(one: Pattern, other: Pattern, i: int, j: int) -> list[tuple[int, int]]:
    first = one[i] if i < len(one) else None
    second = other[j] if j < len(other) else None
    steps = []
    if first and first.repeated:
        steps.append((i + 1, j))
    if second and second.repeated:
        steps.append((i, j + 1))
    if first and second and first.shares_a_character_with(second):
        steps.append((i + (not first.repeated), j + (not second.repeated)))
    return steps


def _pieces(text: str, star: _Piece) -> Pattern:
    special = {"*": star, "?": _ONE}
    return tuple(special.get(sign) or _Piece(sign.casefold()) for sign in text)


def _may_be_arn(text: str) -> bool:
    head = text.split(":", 1)[0].casefold()
    return "*" in head or "?" in head or head == "arn"
