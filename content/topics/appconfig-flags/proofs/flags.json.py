"""Proves examples/flags.json: AppConfig's format for flags, and who gets which variant.

The format is what the type reference of AWS.AppConfig.FeatureFlags allows. Rules are read and
evaluated here, except for `split`, whose hash AWS does not publish.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema

_KEY = r"^[a-z][a-zA-Z\d_-]{0,63}$"
_VALUE = {"type": ["string", "number", "boolean", "array"]}
_CONSTRAINTS = {
    "number": {"required", "minimum", "maximum"},
    "string": {"required", "pattern", "enum"},
    "boolean": {"required"},
    "array": {"required", "elements"},
}


def _closed(properties: dict[str, Any], *required: str, keys: Any = None) -> dict[str, Any]:
    """Return the schema of an object with these properties, others only where `keys` says so."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "patternProperties": {_KEY: keys} if keys else {},
        "additionalProperties": False,
    }


_ATTRIBUTE = _closed({"description": {"type": "string"}, "constraints": {"type": "object"}})
_FLAG = _closed(
    {
        "name": {"type": "string", "pattern": r"^[^\n]{1,64}$"},
        "description": {"type": "string", "maxLength": 1024},
        "_deprecation": _closed({"status": {"enum": ["planned"]}, "date": {"type": "string"}}),
        "attributes": {**_closed({}, keys=_ATTRIBUTE), "maxProperties": 25},
    }
)
_VARIANT = _closed(
    {
        "name": {"type": "string", "pattern": r"^[^\n]{1,64}$"},
        "enabled": {"type": "boolean"},
        "rule": {"type": "string", "maxLength": 16384},
        "attributeValues": _closed({}, keys=_VALUE),
    },
    "name",
    "enabled",
)
_FLAG_VALUE = _closed(
    {"enabled": {"type": "boolean"}, "_variants": {"type": "array", "items": _VARIANT}},
    keys=_VALUE,
)
SCHEMA = _closed(
    {
        "version": {"enum": ["1"]},
        "flags": _closed({}, keys=_FLAG),
        "values": _closed({}, keys=_FLAG_VALUE),
    },
    "version",
)


def prove(path: Path) -> None:
    """Check the file, and who gets which variant of the new checkout."""
    document = json.loads(path.read_text("utf-8"))
    jsonschema.validate(document, SCHEMA)
    for key, value in document["values"].items():
        for attributes in _attributes_of(value):
            _fits(document["flags"][key]["attributes"], attributes)
    variants = document["values"]["new_checkout"]["_variants"]
    assert "rule" not in variants[-1], "the default has no rule"
    assert all("rule" in variant for variant in variants[:-1]), "only the last is the default"
    _chooses(variants, "Staff", group="staff", plan="premium", country="KR")
    _chooses(variants, "Premium", plan="premium", country="KR", customerId="c-1")
    _chooses(variants, "split", plan="premium", country="US", customerId="c-1")
    _chooses(variants, "split", plan="basic", country="KR", customerId="c-1")
    _chooses(variants, "Everybody else")


def _attributes_of(value: dict[str, Any]) -> list[dict[str, Any]]:
    if "_variants" in value:
        return [variant.get("attributeValues", {}) for variant in value["_variants"]]
    return [{key: each for key, each in value.items() if key != "enabled"}]


def _fits(definitions: dict[str, Any], attributes: dict[str, Any]) -> None:
    for key, value in attributes.items():
        constraints = dict(definitions[key]["constraints"])
        assert set(constraints) <= _CONSTRAINTS[constraints["type"]] | {"type"}
        constraints.pop("required", None)
        jsonschema.validate(value, constraints)


def _chooses(variants: list[dict[str, Any]], expected: str, **context: str) -> None:
    for variant in variants:
        rule = _read(variant["rule"]) if "rule" in variant else True
        result = _evaluate(rule, context)
        if result:
            assert (result if result == "split" else variant["name"]) == expected, context
            return
    raise AssertionError(f"no variant for {context}")


def _read(rule: str) -> Any:
    """Return a rule as nested lists: the operator, then its operands."""
    tokens = re.findall(
        r'"[^"]*"|[()\[\],]|[^\s()\[\],]+::(?:"[^"]*"|[^\s()]+)|[^\s()\[\],]+', rule
    )
    expression = _expression(tokens)
    assert not tokens, f"{tokens} stands behind the rule"
    return expression


def _expression(tokens: list[str]) -> Any:
    token = tokens.pop(0)
    if token not in "([":
        return token
    end, items = {"(": ")", "[": "]"}[token], []
    while tokens[0] != end:
        if tokens[0] == ",":
            tokens.pop(0)
        items.append(_expression(tokens))
    tokens.pop(0)
    return items


def _evaluate(rule: Any, context: dict[str, str]) -> bool | str:
    """Evaluate a rule; one that depends on a hash gives "split"."""
    if rule is True:
        return True
    operator, *operands = rule
    if operator == "and":
        return all(_evaluate(each, context) for each in operands)
    if operator == "split":
        named = dict(each.split("::", 1) for each in operands)
        assert 0 <= float(named.pop("pct")) <= 100
        assert set(named) <= {"by", "seed"}
        return "split" if named["by"].removeprefix("$") in context else False
    name, value = operands
    assert name.startswith("$")
    assert operator == "eq"
    return value == f'"{context.get(name[1:])}"'
