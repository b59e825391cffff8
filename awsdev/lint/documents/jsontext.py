"""JSON as a YAML parser can take it, every character where it was.

YAML 1.1 is all but a superset of JSON. Two things are missing: tabs between
values, and characters beyond U+FFFF escaped as a pair of surrogates, which is
how most programs write an emoji.
"""

from __future__ import annotations

import json
import re

_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u[dD]([89abAB])(\w\w)\\u[dD]([c-fC-F])(\w\w)")
# Two blocks of the private use area, each as large as a block of surrogates.
_HIGH, _LOW = 0xE000, 0xE400
_STAND_INS = re.compile("([\ue000-\ue3ff])([\ue400-\ue7ff])")


def needs_help(text: str) -> bool:
    """Return whether a text is JSON that a YAML parser would refuse."""
    if text.lstrip()[:1] not in ("{", "[") or not ("\t" in text or _PAIR.search(text)):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def as_yaml(text: str) -> str:
    """Return JSON as YAML of the same length: blanks for tabs, stand-ins for surrogates."""
    return _PAIR.sub(_stand_ins, text.replace("\t", " "))


def with_pairs_joined(value: str) -> str:
    """Return a string of the parsed text with stand-ins turned into what was meant."""
    return _STAND_INS.sub(_joined, value)


def _stand_ins(match: re.Match[str]) -> str:
    backslashes, *digits = match.groups()
    high = int(f"d{digits[0]}{digits[1]}", 16) - 0xD800 + _HIGH
    low = int(f"d{digits[2]}{digits[3]}", 16) - 0xDC00 + _LOW
    return f"{backslashes}\\u{high:04x}\\u{low:04x}"


def _joined(match: re.Match[str]) -> str:
    high, low = (ord(half) for half in match.groups())
    return chr(0x10000 + ((high - _HIGH) << 10) + (low - _LOW))
