"""A template on which cfn-lint works for minutes: conditions in conditions (its issue 2874)."""

from __future__ import annotations

from typing import Any

_CONDITIONS = 40
_JOINED = 8


def stalling_template() -> dict[str, Any]:
    """Return a valid template in which every value depends on every condition."""
    numbers = range(_CONDITIONS)
    conditions: dict[str, Any] = {
        f"Own{n}": {"Fn::Equals": [{"Ref": f"P{n}"}, "x"]} for n in numbers
    }
    for n in numbers:
        joined = [{"Condition": f"Own{m}"} for m in range(max(0, n - _JOINED), n + 1)]
        conditions[f"Any{n}"] = {"Fn::Or": joined} if n else joined[0]
    return {
        "Parameters": {f"P{n}": {"Type": "String"} for n in numbers},
        "Conditions": conditions,
        "Resources": {f"R{n}": _resource(n) for n in numbers},
    }


def _resource(number: int) -> dict[str, Any]:
    value: Any = "none"
    for n in range(_CONDITIONS):
        value = {"Fn::If": [f"Any{(number + n) % _CONDITIONS}", f"v{n}", value]}
    return {
        "Type": "AWS::SSM::Parameter",
        "Condition": f"Any{number}",
        "Properties": {"Type": "String", "Value": value},
    }
