"""Whatever stands in a definition, the rules answer and do not fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import plain_value
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.statemachine import RULES
from awsdev.lint.formats.statemachine.grammar import fields_of
from awsdev.lint.formats.statemachine.intrinsics import FUNCTIONS, fault_of
from awsdev.lint.formats.statemachine.machine import TYPES
from awsdev.lint.rules.check import check_document

CODES = {rule.code for rule in RULES} | {"AD103"}
GOOD = sorted((Path(__file__).parent / "good").iterdir())
KEYS = st.sampled_from(
    [
        *("StartAt", "States", "QueryLanguage", "Branches", "ItemProcessor", "Iterator", "Not"),
        *("And", "ErrorEquals", "Next", "a.$", "<<", "ProcessorConfig", "Mode", "Fn::Sub"),
        *fields_of("Task"),
        *fields_of("Map"),
        *fields_of("Choice"),
    ]
)
SCALARS = st.sampled_from(
    [
        *(None, True, False, 0, -1, 5, 1.5, 10**30, float("inf"), float("nan"), "", "A", "B"),
        *(
            "JSONata",
            "JSONPath",
            "DISTRIBUTED",
            "States.ALL",
            "$.a",
            "$$",
            "{% $x %}",
            "{%",
            "${X}",
        ),
        *("States.Format('{}'", "arn:aws:states:::x:y.z", "arn:::::", "States.Timeout", "yes"),
        *TYPES,
    ]
)
VALUES = st.recursive(
    SCALARS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


def codes_in(text: str) -> set[str]:
    return {one.code for one in check_document(parse_yaml(text, "a.asl.yaml"), "state-machine")}


def places(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield route
    children = value.items() if isinstance(value, dict) else ()
    for key, child in enumerate(value) if isinstance(value, list) else children:
        yield from places(child, (*route, key))


def with_value(tree: Any, route: tuple[Any, ...], value: Any) -> Any:
    if not route:
        return value
    copied = dict(tree) if isinstance(tree, dict) else list(tree)
    copied[route[0]] = with_value(tree[route[0]], route[1:], value)
    return copied


TREES = [plain_value(parse_yaml(file.read_text(encoding="utf-8")).root) for file in GOOD]
PLACES = [(tree, route) for tree in TREES for route in places(tree)]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_in_any_place_is_bearable(place: tuple[Any, tuple[Any, ...]], value: Any) -> None:
    assert codes_in(yaml.safe_dump(with_value(*place, value), sort_keys=False)) <= CODES


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_any_document_is_bearable(value: Any) -> None:
    assert codes_in(yaml.safe_dump(value)) <= CODES


PIECES = st.sampled_from(
    [
        *FUNCTIONS,
        "States.x",
        "(",
        ")",
        "'",
        "\\'",
        "\\",
        ",",
        " ",
        "$.a",
        "$.b[?(@.c=='d')]",
        "1",
        "{}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30))
def test_any_call_is_bearable(text: str) -> None:
    why, _ = fault_of(text)
    assert isinstance(why, str)


CALLS = st.recursive(
    st.sampled_from(
        ["$.a", "$$.Map.Item.Value", "'it\\'s (odd'", "5", "true", "$.b[?(@.c=='d')].e"]
    ),
    lambda inner: st.tuples(st.sampled_from(FUNCTIONS), st.lists(inner, max_size=3)).map(
        lambda call: f"{call[0]}({', '.join(call[1])})"
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.tuples(st.sampled_from(FUNCTIONS), CALLS).map(lambda call: f"{call[0]}({call[1]})"))
def test_right_calls_have_no_fault(text: str) -> None:
    assert fault_of(text) == ("", "")


def nested(depth: int) -> dict[str, Any]:
    machine: dict[str, Any] = {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}
    for level in range(depth):
        state = {"Type": "Parallel", "Branches": [machine], "End": True}
        machine = {"StartAt": f"S{level}", "States": {f"S{level}": state}}
    return machine


def test_branches_within_branches() -> None:
    assert codes_in(json.dumps(nested(45))) == set()


@pytest.mark.parametrize("key", ["Not", "And"])
def test_rules_within_rules(key: str) -> None:
    rule: dict[str, Any] = {"Variable": "$.a", "IsNull": True}
    for _ in range(80):
        rule = {key: rule if key == "Not" else [rule]}
    choice = {"Type": "Choice", "Choices": [{**rule, "Next": "B"}]}
    states = {"A": choice, "B": {"Type": "Succeed"}}
    assert codes_in(json.dumps({"StartAt": "A", "States": states})) == set()


def test_one_anchor_in_many_places_and_merges() -> None:
    text = (
        "StartAt: A\nStates:\n  A: &a {Type: Pass, Parameters: &p {x: 1}, Next: B}\n"
        "  B: {<<: *a, Type: Map, Iterator: {StartAt: C, States: {C: *a}}, ItemSelector: *p}\n"
        "  D: {<<: [*a, *p], Branches: [*a, *p]}\n"
    )
    assert codes_in(text) <= CODES


@pytest.mark.timeout(60)
def test_cost_grows_with_the_number_of_states() -> None:
    states = {
        f"S{n}": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {f"k{m}.$": "States.Format('{}', $.a)" for m in range(5)},
            "Next": f"S{n + 1}",
        }
        for n in range(1500)
    }
    states["S1500"] = {"Type": "Succeed"}
    text = json.dumps({"StartAt": "S0", "States": states})
    document = parse_yaml(text, "a.asl.json")
    assert check_document(document, "state-machine") == []


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ["'" * 20_000, "$[" * 20_000, "States.Format(" * 5_000, "\\'" * 9_999]
)
def test_long_calls_are_bearable(text: str) -> None:
    assert fault_of("States.Array(" + text)[0]
