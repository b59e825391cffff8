"""The probes: the code as it is answers them, and the hook has the time to ask them."""

from types import SimpleNamespace
from typing import Any

import pytest

from pretraffic.probes import PROBES, Probe, differences
from quotes.app import handler


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_the_code_answers_as_the_probe_expects(probe: Probe) -> None:
    """A change of the code that breaks this would be turned back; change the probe with it."""
    answer = handler(probe.event, SimpleNamespace(function_version="8"))

    assert differences(probe.answer, answer) == []


def test_the_hook_outlasts_its_probes(resources: dict[str, Any]) -> None:
    function = resources["QuotesFunction"]["Properties"]
    hook = resources["PreTrafficHook"]["Properties"]

    assert hook["Timeout"] > function["Timeout"] * len(PROBES)


@pytest.mark.parametrize(
    ("expected", "actual", "found"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),
        ({"a": {"b": 1}}, {"a": '{"b": 1}'}, []),
        ({"a": "{}"}, {"a": "{}"}, []),
        ({"a": 1}, {"a": 2}, ["answer.a is 2, not 1"]),
        ({"a": {"b": 1}}, {"a": {}}, ["answer.a.b is missing"]),
        ({"a": {"b": 1}}, {"a": "{"}, ["answer.a is no JSON"]),
        ({"a": {"b": 1}}, {"a": "[]"}, ["answer.a is no object"]),
        ({"a": 1}, None, ["answer is no object"]),
    ],
)
def test_tells_what_differs(expected: object, actual: object, found: list[str]) -> None:
    assert differences(expected, actual) == found
