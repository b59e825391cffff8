"""Answers whether a metric filter's pattern fits an event, as CloudWatch Logs would.

Of the language it knows what this template uses: `=` and `!=` with wildcards at either end,
`NOT EXISTS`, `&&`, `||` and brackets. `aws logs test-metric-filter` asks CloudWatch itself.
"""

import re
from fnmatch import fnmatchcase
from typing import Any

_TOKEN = re.compile(r'\s*(\(|\)|&&|\|\||!=|=|NOT EXISTS|"[^"]*"|\$[\w.]+)')


def fits(pattern: str, event: dict[str, Any]) -> bool:
    """Tell whether a pattern fits an event."""
    inner = pattern.strip()
    assert inner.startswith("{"), pattern
    assert inner.endswith("}"), pattern
    tokens = _tokens(inner[1:-1])
    result = _either(tokens, event)
    assert not tokens, f"{pattern} goes on with {tokens}"
    return result


def _tokens(text: str) -> list[str]:
    """Return the tokens, the last one first."""
    tokens = []
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        assert found, f"cannot read {text[place:]}"
        tokens.append(found[1])
        place = found.end()
    return tokens[::-1]


def _either(tokens: list[str], event: dict[str, Any]) -> bool:
    result = _both(tokens, event)
    while tokens and tokens[-1] == "||":
        tokens.pop()
        result = _both(tokens, event) or result
    return result


def _both(tokens: list[str], event: dict[str, Any]) -> bool:
    result = _test(tokens, event)
    while tokens and tokens[-1] == "&&":
        tokens.pop()
        result = _test(tokens, event) and result
    return result


def _test(tokens: list[str], event: dict[str, Any]) -> bool:
    first = tokens.pop()
    if first == "(":
        result = _either(tokens, event)
        assert tokens.pop() == ")"
        return result
    value = _value(first, event)
    operator = tokens.pop()
    if operator == "NOT EXISTS":
        return value is None
    wanted = tokens.pop()
    assert wanted.startswith('"'), wanted
    same = value is not None and fnmatchcase(str(value), wanted.strip('"'))
    # A field that is not there is unequal to nothing.
    return same if operator == "=" else value is not None and not same


def _value(selector: str, event: dict[str, Any]) -> object:
    value: Any = event
    for name in selector.removeprefix("$.").split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
