"""What the new version is asked, and what it must answer."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to the new version.

    Attributes:
        name: What it shows.
        event: What the function is invoked with. It reaches a function with real data behind it, so
            it must change nothing that matters.
        answer: What must come back; the answer may say more.
    """

    name: str
    event: dict[str, Any]
    answer: dict[str, Any]


PROBES = tuple(
    Probe(**fields)
    for fields in json.loads(Path(__file__).with_name("probes.json").read_text(encoding="utf-8"))
)


def differences(expected: object, actual: object, where: str = "answer") -> list[str]:
    """Say where an answer is not what was expected.

    Objects may hold more than expected, and JSON in a text is looked into where an object is
    expected.
    """
    if not isinstance(expected, dict):
        return [] if actual == expected else [f"{where} is {actual!r}, not {expected!r}"]
    if isinstance(actual, str):
        try:
            actual = json.loads(actual)
        except ValueError:
            return [f"{where} is no JSON"]
    if not isinstance(actual, dict):
        return [f"{where} is no object"]
    found = []
    for key, value in expected.items():
        inner = f"{where}.{key}"
        if key in actual:
            found += differences(value, actual[key], inner)
        else:
            found.append(f"{inner} is missing")
    return found
