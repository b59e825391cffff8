"""All rules of awsdev's own, collected from the formats."""

from __future__ import annotations

from functools import cache

from awsdev.lint import amplify, appspec, buildspec, cloudformation, reading, samconfig
from awsdev.lint.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes.

    Raises:
        ValueError: Two rules share a code.
    """
    found = [
        *reading.RULES,
        *buildspec.RULES,
        *appspec.RULES,
        *cloudformation.RULES,
        *amplify.RULES,
        *samconfig.RULES,
    ]
    by_code = {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}
    if len(by_code) != len(found):
        msg = "two rules share a code"
        raise ValueError(msg)
    return by_code


@cache
def rules_for(kind: str) -> tuple[Rule, ...]:
    """Return the rules that check documents of a kind, by code."""
    return tuple(rule for rule in all_rules().values() if kind in rule.kinds and rule.check)
