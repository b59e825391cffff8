"""Intrinsic functions (`States.Format(…)`) and JSONPaths, as text."""

from __future__ import annotations

import re

from awsdev.names import valid_ones

FUNCTIONS = (
    *("States.Array", "States.ArrayContains", "States.ArrayGetItem", "States.ArrayLength"),
    *("States.ArrayPartition", "States.ArrayRange", "States.ArrayUnique"),
    *("States.Base64Decode", "States.Base64Encode", "States.Format", "States.Hash"),
    *("States.JsonMerge", "States.JsonToString", "States.MathAdd", "States.MathRandom"),
    *("States.StringSplit", "States.StringToJson", "States.UUID"),
)
_CALL = re.compile(r"\s*States\.")
_NAME = re.compile(r"[A-Za-z_][\w.]*(?=\s*\()")
_ENDS_PATH = frozenset(" \t\n\r,()'")


def is_path(text: str) -> bool:
    """Return whether a text begins as a JSONPath, a variable or the context (`$$`) does."""
    return text.startswith("$")


def looks_like_call(text: str) -> bool:
    """Return whether a text is meant as the call of an intrinsic function."""
    return bool(_CALL.match(text))


def fault_of(text: str) -> tuple[str, str]:
    """Return what is wrong with the call of an intrinsic function, and what to do.

    Returns:
        A sentence and a hint; both empty where nothing is wrong.
    """
    bare = _bare(text)
    if bare is None:
        return "a quote is not closed", "write ' at both ends; \\' inside"
    for name in _NAME.findall(bare):
        if name not in FUNCTIONS:
            return f"{name} is no intrinsic function", valid_ones(name, FUNCTIONS)
    depth = 0
    for character in bare:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            break
    if depth:
        return "the parentheses do not match", ""
    return ("", "") if bare.rstrip().endswith(")") else ("it is not called", "add parentheses")


def _bare(text: str) -> str | None:
    """Return a text without its strings and paths; None where a string does not end."""
    kept, at = [], 0
    while at < len(text):
        character = text[at]
        end = at + 1
        if character == "'":
            end = _string_end(text, at)
            if not end:
                return None
        elif character == "$":
            end = _path_end(text, at)
        else:
            kept.append(character)
        at = end
    return "".join(kept)


def _string_end(text: str, at: int) -> int:
    """Return where the string that begins at a quote ends; 0 where it does not."""
    at += 1
    while at < len(text):
        if text[at] == "'":
            return at + 1
        at += 2 if text[at] == "\\" else 1
    return 0


def _path_end(text: str, at: int) -> int:
    """Return where a path ends; a filter in brackets may hold anything, strings included."""
    depth = 0
    while at < len(text):
        character = text[at]
        if depth and character == "'":
            at = _string_end(text, at) or len(text)
            continue
        if not depth and character in _ENDS_PATH:
            break
        depth += {"[": 1, "]": -1}.get(character, 0)
        at += 1
    return at
