"""The operators of conditions, as IAM tells them apart: letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from awsdev.names import closest


class Family(Enum):
    """How an operator compares."""

    TEXT = auto()
    """Letter by letter."""
    LIKE = auto()
    """As text with wildcards."""
    NUMBER = auto()
    DATE = auto()
    BOOLEAN = auto()
    BINARY = auto()
    ADDRESS = auto()
    ARN = auto()
    NULL = auto()
    """Whether the key is missing."""


_FAMILIES = {
    "StringEquals": Family.TEXT,
    "StringNotEquals": Family.TEXT,
    "StringEqualsIgnoreCase": Family.TEXT,
    "StringNotEqualsIgnoreCase": Family.TEXT,
    "StringLike": Family.LIKE,
    "StringNotLike": Family.LIKE,
    "NumericEquals": Family.NUMBER,
    "NumericNotEquals": Family.NUMBER,
    "NumericLessThan": Family.NUMBER,
    "NumericLessThanEquals": Family.NUMBER,
    "NumericGreaterThan": Family.NUMBER,
    "NumericGreaterThanEquals": Family.NUMBER,
    "DateEquals": Family.DATE,
    "DateNotEquals": Family.DATE,
    "DateLessThan": Family.DATE,
    "DateLessThanEquals": Family.DATE,
    "DateGreaterThan": Family.DATE,
    "DateGreaterThanEquals": Family.DATE,
    "Bool": Family.BOOLEAN,
    "BinaryEquals": Family.BINARY,
    "IpAddress": Family.ADDRESS,
    "NotIpAddress": Family.ADDRESS,
    "ArnEquals": Family.ARN,
    "ArnLike": Family.ARN,
    "ArnNotEquals": Family.ARN,
    "ArnNotLike": Family.ARN,
    "Null": Family.NULL,
}
_SETS = ("ForAnyValue:", "ForAllValues:")
_SUFFIX = "IfExists"


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator, taken apart.

    Attributes:
        prefix: `ForAnyValue:`, `ForAllValues:` or nothing.
        base: The operator alone, such as `StringEquals`.
        if_exists: Whether it holds where the key is missing.
    """

    prefix: str
    base: str
    if_exists: bool

    @property
    def family(self) -> Family:
        """Return how it compares."""
        return _FAMILIES[self.base]


def operator_of(name: str) -> Operator | None:
    """Return an operator by its name, or None where there is no such operator."""
    prefix = next((each for each in _SETS if name.startswith(each)), "")
    base = name.removeprefix(prefix)
    if_exists = base.endswith(_SUFFIX)
    base = base.removesuffix(_SUFFIX)
    return Operator(prefix, base, if_exists) if base in _FAMILIES else None


def suggestion_for(name: str) -> str:
    """Return the operator a misspelt one may have meant, or an empty text."""
    head, colon, base = name.rpartition(":")
    prefixes = closest(head, [each.removesuffix(":") for each in _SETS], 1) if colon else [""]
    bases = closest(base, [*_FAMILIES, *(f"{each}{_SUFFIX}" for each in _FAMILIES)], 1)
    if not prefixes or not bases:
        return ""
    return f"{prefixes[0]}:{bases[0]}" if prefixes[0] else bases[0]
