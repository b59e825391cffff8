"""What the Amazon States Language accepts, as JSON schemas of one object each.

cfn-lint's schema is not taken as it is: it refuses what the service accepts, such as
`InputPath` in a Succeed state or a resource of another partition. Everything it knows is known
here too. Branches, processors and choice rules are compared one by one, however deep they lie.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from awsdev.lint.documents.document import Document, Mapping, Node, Sequence
from awsdev.lint.formats.statemachine.machine import (
    JSONATA,
    TYPES,
    Machine,
    Route,
    State,
    machines_of,
    stands_in,
)
from awsdev.lint.grammars.schema import schema_strayings
from awsdev.lint.grammars.shape import Straying

Properties = dict[str, Any]

_ANY: Properties = {}
_TEXT = {"type": "string"}
_OBJECT = {"type": "object"}
_PATH = {"type": ["string", "null"]}
_EXPRESSION = {
    "type": "string",
    "pattern": r"^\s*\{%[\s\S]*%\}\s*$",
    "description": "a JSONata expression, {% … %}",
}
_MOST = 99_999_999


def _whole(least: int, most: int | None = None) -> Properties:
    return {"type": "integer", "minimum": least} | ({} if most is None else {"maximum": most})


def _or_expression(shape: Properties) -> Properties:
    return {"anyOf": [shape, _EXPRESSION]}


def _closed(properties: Properties, required: tuple[str, ...] = ()) -> Properties:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_LANGUAGE = {"enum": ["JSONPath", "JSONata"]}
_COMMON = {"Type": {"enum": list(TYPES)}, "Comment": _TEXT, "QueryLanguage": _LANGUAGE}
_INPUT_OUTPUT = {"InputPath": _PATH, "OutputPath": _PATH, "Output": _ANY, "Assign": _OBJECT}
_NEXT = {"Next": _TEXT, "End": {"type": "boolean"}, "Arguments": {"type": ["object", "string"]}}
_RESULT = {"Parameters": _ANY, "ResultPath": _PATH, "ResultSelector": _OBJECT}
_RETRIER = _closed(
    {
        "ErrorEquals": {"type": "array", "items": _TEXT, "minItems": 1},
        "IntervalSeconds": _whole(0, _MOST),
        "MaxAttempts": _whole(0, _MOST),
        "BackoffRate": {"type": "number", "minimum": 1},
        "MaxDelaySeconds": _whole(1, 31_622_400),
        "JitterStrategy": {"enum": ["FULL", "NONE"]},
        "Comment": _TEXT,
    },
    ("ErrorEquals",),
)
_CATCHER = _closed(
    {
        "ErrorEquals": {"type": "array", "items": _TEXT, "minItems": 1},
        "Next": _TEXT,
        "ResultPath": _PATH,
        "Output": _ANY,
        "Assign": _OBJECT,
        "Comment": _TEXT,
    },
    ("ErrorEquals", "Next"),
)
_HANDLERS = {
    "Retry": {"type": "array", "items": _RETRIER},
    "Catch": {"type": "array", "items": _CATCHER},
}
_SECONDS = _or_expression(_whole(0, _MOST))
_COUNT = _or_expression(_whole(0))
_STATES: dict[str, tuple[Properties, tuple[str, ...]]] = {
    "Pass": (_INPUT_OUTPUT | _NEXT | _RESULT | {"Result": _ANY}, ()),
    "Task": (
        _INPUT_OUTPUT
        | _NEXT
        | _RESULT
        | _HANDLERS
        | {
            "Resource": _TEXT,
            "Credentials": {"type": ["object", "string"]},
            "TimeoutSeconds": _SECONDS,
            "TimeoutSecondsPath": _TEXT,
            "HeartbeatSeconds": _SECONDS,
            "HeartbeatSecondsPath": _TEXT,
        },
        ("Resource",),
    ),
    "Choice": (
        _INPUT_OUTPUT | {"Choices": {"type": "array", "minItems": 1}, "Default": _TEXT},
        ("Choices",),
    ),
    "Wait": (
        _INPUT_OUTPUT
        | _NEXT
        | {"Seconds": _SECONDS, "SecondsPath": _PATH, "Timestamp": _TEXT, "TimestampPath": _PATH},
        (),
    ),
    "Succeed": (_INPUT_OUTPUT, ()),
    "Fail": (
        {
            **dict.fromkeys(("Error", "ErrorPath", "Cause", "CausePath"), _TEXT),
            **{key: value for key, value in _INPUT_OUTPUT.items() if key != "Assign"},
            "Arguments": _OBJECT,
        },
        (),
    ),
    "Parallel": (
        _INPUT_OUTPUT
        | _NEXT
        | _RESULT
        | _HANDLERS
        | {"Branches": {"type": "array", "items": _OBJECT, "minItems": 1}},
        ("Branches",),
    ),
    "Map": (
        _INPUT_OUTPUT
        | _NEXT
        | _RESULT
        | _HANDLERS
        | {
            "ItemProcessor": _OBJECT,
            "Iterator": _OBJECT,
            "Items": {"type": ["array", "string", "object"]},
            "ItemsPath": _PATH,
            "ItemSelector": _ANY,
            "ItemReader": _OBJECT,
            "ItemBatcher": _OBJECT,
            "ResultWriter": _OBJECT,
            "Label": {"type": "string", "maxLength": 40},
            "MaxConcurrency": _COUNT,
            "MaxConcurrencyPath": _TEXT,
            "ToleratedFailureCount": _COUNT,
            "ToleratedFailureCountPath": _TEXT,
            "ToleratedFailurePercentage": _or_expression(
                {"type": "number", "minimum": 0, "maximum": 100}
            ),
            "ToleratedFailurePercentagePath": _TEXT,
        },
        (),
    ),
}
"""The fields of each type of state and those that must be there."""
_MACHINE = {"Comment": _TEXT, "StartAt": _TEXT, "States": {"type": "object", "minProperties": 1}}
_TOP = _closed(
    _MACHINE | {"QueryLanguage": _LANGUAGE, "TimeoutSeconds": _whole(0, _MOST), "Version": _TEXT},
    ("StartAt", "States"),
)
_BRANCH = _closed(
    _MACHINE | {"QueryLanguage": _LANGUAGE, "TimeoutSeconds": _ANY}, ("StartAt", "States")
)
_PROCESSOR_CONFIG = {
    "type": "object",
    "properties": {
        "Mode": {"enum": ["INLINE", "DISTRIBUTED"]},
        "ExecutionType": {"enum": ["STANDARD", "EXPRESS"]},
    },
}
_PROCESSOR = _closed(
    _MACHINE | {"TimeoutSeconds": _ANY, "ProcessorConfig": _PROCESSOR_CONFIG},
    ("StartAt", "States"),
)

_ORDER = ("Equals", "GreaterThan", "GreaterThanEquals", "LessThan", "LessThanEquals")
_VALUES = {"String": _TEXT, "Numeric": {"type": "number"}, "Timestamp": _TEXT}
_TESTS: Properties = {
    **{f"{kind}{test}": shape for kind, shape in _VALUES.items() for test in _ORDER},
    **{f"{kind}{test}Path": _TEXT for kind in _VALUES for test in _ORDER},
    "BooleanEquals": {"type": "boolean"},
    "BooleanEqualsPath": _TEXT,
    "StringMatches": _TEXT,
    **{
        f"Is{kind}": {"type": "boolean"}
        for kind in ("Null", "Present", "Numeric", "String", "Boolean", "Timestamp")
    },
}
TESTS = tuple(_TESTS)
"""The comparisons of a choice rule."""
COMBINING = ("And", "Or", "Not")
"""What makes one rule of several."""
_RULE = {
    "Variable": _TEXT,
    "Condition": {"type": ["string", "boolean"]},
    "And": {"type": "array", "items": _OBJECT, "minItems": 1},
    "Or": {"type": "array", "items": _OBJECT, "minItems": 1},
    "Not": _OBJECT,
    "Comment": _TEXT,
    **_TESTS,
}
_OUTER_RULE = _closed(
    {"Next": _TEXT, "Assign": _OBJECT, "Output": _ANY, **_RULE},
    ("Next",),
)
_CONDITION_RULE = _OUTER_RULE | {"required": ["Condition", "Next"]}
_INNER_RULE = _closed({"Assign": _OBJECT, **_RULE})


def fields_of(state_type: str) -> tuple[str, ...]:
    """Return the fields of a type of state, in either query language."""
    return (*_COMMON, *_STATES[state_type][0])


@lru_cache(maxsize=1)
def strayings_of(document: Document) -> tuple[Straying, ...]:
    """Compare a definition with the language and return every straying."""
    found: list[Straying] = []
    for machine in machines_of(document):
        found += schema_strayings(
            machine.node, _schema_of(machine), route=machine.route, stands_in=stands_in
        )
        for state in machine.states:
            found += _state(state)
    return tuple(found)


def _schema_of(machine: Machine) -> Properties:
    if not machine.route:
        return _TOP
    return _PROCESSOR if machine.route[-1] in ("ItemProcessor", "Iterator") else _BRANCH


def _state(state: State) -> Iterator[Straying]:
    yield from schema_strayings(
        state.entry.value,
        _state_schema(state.type, state.language),
        route=state.route,
        holder=state.entry.key if isinstance(state.entry.value, Mapping) else None,
        stands_in=stands_in,
    )
    if state.type == "Choice":
        yield from _choices(state)


@cache
def _state_schema(state_type: str, language: str) -> Properties:
    own, required = _STATES.get(state_type, ({}, ()))
    if language != JSONATA:
        own = {key: shape.get("anyOf", [shape])[0] for key, shape in own.items()}
    schema = _closed(_COMMON | own, ("Type", *required))
    # Of a type that does not exist nobody knows the fields.
    return schema if state_type in _STATES else schema | {"additionalProperties": True}


def _choices(state: State) -> Iterator[Straying]:
    outer = _CONDITION_RULE if state.language == JSONATA else _OUTER_RULE
    for rule, route in choice_rules(state):
        schema = outer if len(route) == len(state.route) + 2 else _INNER_RULE
        yield from schema_strayings(rule, schema, route=route, stands_in=stands_in)


def choice_rules(state: State) -> Iterator[tuple[Node, Route]]:
    """Yield the rules of a Choice state, and those inside them, with the way to each."""
    waiting = deque(_listed(state.node.get("Choices"), (*state.route, "Choices")))
    while waiting:
        rule, route = waiting.popleft()
        yield rule, route
        if isinstance(rule, Mapping):
            for key in ("And", "Or"):
                waiting += [
                    (item, way)
                    for item, way in _listed(rule.get(key), (*route, key))
                    if isinstance(item, Mapping)
                ]
            inner = rule.get("Not")
            if isinstance(inner, Mapping):
                waiting.append((inner, (*route, "Not")))


def _listed(node: Node | None, route: Route) -> list[tuple[Node, Route]]:
    items = node.items if isinstance(node, Sequence) else []
    return [(item, (*route, index)) for index, item in enumerate(items)]
