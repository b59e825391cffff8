"""All rules of awsdev's own, collected from the formats.

A format's rules are imported when they are asked for: most runs need one or
two formats, and all together take longer to import than a file to lint.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from awsdev.lint.kinds import FAMILIES, Kind
from awsdev.lint.rules.rule import Rule

_EVERY_KIND = tuple(Kind)
_ROOMS: dict[str, tuple[tuple[str, ...], tuple[Kind, ...]]] = {
    "AD": (("rules.reading", "rules.silences"), _EVERY_KIND),
    "AM": (("formats.amplify",), FAMILIES["amplify"]),
    "AS": (("formats.appspec",), FAMILIES["appspec"]),
    "BS": (("formats.buildspec",), FAMILIES["buildspec"]),
    "IP": (("formats.iam",), FAMILIES["iam-policy"]),
    "SF": (("formats.statemachine",), FAMILIES["state-machine"]),
    "SG": (("formats.samconfig",), FAMILIES["samconfig"]),
    "SM": (("formats.cloudformation",), FAMILIES["cloudformation"]),
    "TD": (("formats.taskdefinition",), FAMILIES["ecs-task-definition"]),
    "VT": (("formats.vtl",), FAMILIES["vtl"]),
}
"""By the letters their codes begin with: where rules live, and the kinds of files they look at."""


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes.

    Raises:
        ValueError: Two rules share a code.
    """
    return {code: rule for letters in _ROOMS for code, rule in _rules_of(letters).items()}


@cache
def rules_for(kind: str) -> tuple[Rule, ...]:
    """Return the rules that check documents of a kind, by code."""
    rooms = (_rules_of(letters) for letters, (_, kinds) in _ROOMS.items() if kind in kinds)
    return tuple(
        rule for rules in rooms for rule in rules.values() if kind in rule.kinds and rule.check
    )


def find_rule(code: str) -> Rule | None:
    """Return the rule with a code, or None where awsdev has none."""
    letters = code.rstrip("0123456789")
    return _rules_of(letters).get(code) if letters in _ROOMS else None


@cache
def _rules_of(letters: str) -> dict[str, Rule]:
    found = sorted(_collected(letters), key=lambda rule: rule.code)
    by_code = {rule.code: rule for rule in found}
    strangers = [rule.code for rule in found if not rule.code.startswith(letters)]
    if strangers or len(by_code) != len(found):
        msg = f"two rules of {letters} share a code, or a code begins otherwise: {strangers}"
        raise ValueError(msg)
    return by_code


def _collected(letters: str) -> Iterator[Rule]:
    for room in _ROOMS[letters][0]:
        yield from import_module(f"awsdev.lint.{room}").RULES
