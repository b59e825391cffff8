"""Access control entries and SELinux ranges as the agent reads them.

Each function returns what the agent says about a text, or an empty string where
the agent takes it.
"""

from __future__ import annotations

import re

_NAMELESS = ("mask", "other")
_TYPES = {name: kind for kind in ("user", "group", *_NAMELESS) for name in (kind, kind[0])}
_DEFAULT = ("d", "default")
_PROBLEM = (
    "The deployment failed because of a problem with the acls permission settings in the "
    "application specification file. "
)
_SENSITIVITY, _CATEGORY = re.compile(r"s([0-9]+)"), re.compile(r"c([0-9]+)")
MOST_CATEGORY = 1023


def entry_refusal(entry: str) -> str:
    """Return what the agent says about an entry such as `u:deploy:rw`."""
    parts = entry.split(":")
    if not 2 <= len(parts) <= 4:
        return f"{_PROBLEM}Invalid acl entry ({entry})."
    *marks, name, permissions = parts
    default = is_default(entry)
    kinds = marks[1:] if default else marks
    # Of four parts the first can only be the mark of a default entry.
    if len(kinds) > 1 or any(kind not in _TYPES for kind in kinds):
        return f"{_PROBLEM}Invalid acl entry ({entry})."
    if kinds:
        kind = _TYPES[kinds[0]]
    elif _TYPES.get(name) in _NAMELESS:
        kind, name = _TYPES[name], ""
    else:
        kind = "user"
    wrong_name = _name_refusal(entry, kind, name, default=default)
    return wrong_name or _permission_refusal(entry, permissions)


def is_default(entry: str) -> bool:
    """Tell whether an entry is a default one, such as `d:u:deploy:rw`."""
    marks = entry.split(":")[:-2]
    return marks[:1] != [] and marks[0] in _DEFAULT


def written_out(entry: str) -> str:
    """Return an entry that agent 1 takes with its kind and its name in their places."""
    *marks, name, permissions = entry.split(":")
    if len(marks) > is_default(entry):
        return entry
    whole = [name, "", permissions] if _TYPES.get(name) in _NAMELESS else ["u", name, permissions]
    return ":".join([*marks, *whole])


def _name_refusal(entry: str, kind: str, name: str, *, default: bool) -> str:
    if kind in _NAMELESS and name:
        return f"{_PROBLEM}Invalid acl entry ({entry})."
    if not name and not default and kind != "mask":
        return f"{_PROBLEM}Use mode to set the base acl entry ({entry})."
    return ""


def _permission_refusal(entry: str, permissions: str) -> str:
    if re.fullmatch("[0-7]", permissions):
        return ""
    wrong = re.sub("[rwx-]", "", permissions)
    if not wrong:
        return ""
    return (
        f"The deployment failed because the access control list (ACL) named {entry} in the "
        f"application specification file contains an invalid character ({wrong[0]})."
    )


def range_refusal(text: str) -> str:
    """Return what the agent says about a range such as `s0-s2:c1,c5.c9`."""
    levels, colon, categories = text.partition(":")
    low, dash, high = levels.partition("-")
    for whole, mark, left, right in ((text, colon, levels, categories), (levels, dash, low, high)):
        if (mark and not right) or not left:
            return f"invalid range part {whole}"
    for level in (low, high) if dash else (low,):
        if not _SENSITIVITY.fullmatch(level):
            return f"invalid sensitivity {level}"
    if dash and _number(high) < _number(low):
        return (
            "The deployment failed because of a problem with the SELinux range specified "
            f"({text}) for the context parameter"
        )
    return _categories_refusal(categories) if colon else ""


def _categories_refusal(text: str) -> str:
    seen: set[int] = set()
    twice = False
    # Ruby's split drops what is empty at the end, so commas there do no harm.
    for part in text.rstrip(",").split(",") if text.strip(",") else ():
        first, dot, last = part.partition(".")
        if dot and not (first and last):
            return f"invalid range part {part}"
        for category in (first, last) if dot else (first,):
            if not _CATEGORY.fullmatch(category) or _number(category) > MOST_CATEGORY:
                return f"invalid category {category}"
        numbers = range(_number(first), _number(last or first) + 1)
        if not numbers:
            return f"invalid category range {part}"
        twice = twice or not seen.isdisjoint(numbers)
        seen.update(numbers)
    return "duplicate categories" if twice else ""


def _number(level: str) -> int:
    """Return the number behind the letter, cut where it is beyond every limit anyway."""
    digits = level[1:].lstrip("0") or "0"
    return int(digits) if len(digits) < 10 else 10**9
