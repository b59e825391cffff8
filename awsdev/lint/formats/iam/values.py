"""What the operators of conditions take as values."""

from __future__ import annotations

import re
from ipaddress import ip_network

_LATEST = 2**63 - 1
_DATE = re.compile(
    r"(?P<year>-?\d{1,9})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
    r"(?:T(?P<hour>\d{1,2})?(?::(?P<minute>\d{1,2})"
    r"(?::(?P<second>\d{1,2})(?:\.\d{1,9})?)?)?"
    r"(?:Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE | re.ASCII,
)
_RANGES = {"month": (1, 12), "day": (1, 31), "hour": (0, 23), "minute": (0, 59), "second": (0, 59)}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def is_date(text: str) -> bool:
    """Return whether this is a date as ISO 8601 writes it, or seconds since 1970."""
    if text.isascii() and text.isdigit():
        return len(text) < 20 and int(text) <= _LATEST
    found = _DATE.fullmatch(text)
    return found is not None and all(
        found[name] is None or low <= int(found[name]) <= high
        for name, (low, high) in _RANGES.items()
    )


def is_number(text: str) -> bool:
    """Return whether this is a whole number or one with a point."""
    return bool(_NUMBER.fullmatch(text))


def is_boolean(text: str) -> bool:
    """Return whether this is true or false, in any case."""
    return text.lower() in ("true", "false")


def is_address(text: str) -> bool:
    """Return whether this is an IPv4 or IPv6 address, or a range of them (`10.0.0.0/8`)."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True
