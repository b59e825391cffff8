"""JSON schemas against documents: what jsonschema finds is found, at the right node."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import Node, Scalar
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.grammars.schema import plain, schema_strayings
from awsdev.lint.grammars.shape import Sort, Straying


def root(text: str) -> Node:
    node = parse_yaml(text).root
    assert node
    return node


def strayings(text: str, schema: dict[str, Any]) -> list[Straying]:
    return list(schema_strayings(root(text), schema))


def told(text: str, schema: dict[str, Any]) -> list[tuple[str, str, str, int, int]]:
    return [
        (one.sort.name, one.place, one.name, one.at.span.line, one.at.span.column)
        for one in strayings(text, schema)
    ]


PERSON = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "age": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["staff", "guest"]},
        "home": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/home"}]},
        "old": False,
    },
    "required": ["name"],
    "additionalProperties": False,
    "$defs": {
        "home": {
            "type": "object",
            "properties": {"street": {"type": "string"}},
            "required": ["street"],
            "additionalProperties": False,
        }
    },
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: Kim\nage: 5\nhome: here\n", []),
        ("age: 5\n", [("MISSING_KEY", "the top level", "name", 1, 1)]),
        ("name: Kim\nagee: 5\n", [("UNKNOWN_KEY", "the top level", "agee", 2, 1)]),
        ("name: Kim\nold: 5\n", [("UNKNOWN_KEY", "the top level", "old", 2, 1)]),
        ("name: Kim\nage: x\n", [("WRONG_TYPE", "age", "", 2, 6)]),
        ("name: Kim\nage:\n", [("WRONG_TYPE", "age", "", 2, 1)]),
        ("name: Kim\nage: -1\n", [("WRONG_VALUE", "age", "", 2, 6)]),
        ("name: K\n", [("WRONG_VALUE", "name", "", 1, 7)]),
        ("name: Kim\nkind: gust\n", [("WRONG_VALUE", "kind", "", 2, 7)]),
        ("name: Kim\nhome: [a]\n", [("WRONG_TYPE", "home", "", 2, 7)]),
        ("name: Kim\nhome: {stret: a}\n", [
            ("MISSING_KEY", "home", "street", 2, 1),
            ("UNKNOWN_KEY", "home", "stret", 2, 8),
        ]),
        ("name: Kim\nhome:\n  street: 5\n", [("WRONG_TYPE", "home.street", "", 3, 11)]),
        ("- 1\n", [("WRONG_TYPE", "the top level", "", 1, 1)]),
    ],
)  # fmt: skip
def test_what_strays_and_where(text: str, expected: list[tuple[str, str, str, int, int]]) -> None:
    assert told(text, PERSON) == expected


def test_expectations_are_in_words() -> None:
    def expected(text: str) -> tuple[str, ...]:
        return strayings(text, PERSON)[0].expected

    assert expected("name: Kim\nhome: 5\n") == ("text", "a mapping")
    assert expected("name: Kim\nage: -1\n") == ("0 or more",)
    assert expected("name: Kim\nkind: gust\n") == ("staff", "guest")
    assert expected("name: K\n") == ("text of 2 characters or more",)
    assert strayings("name: Kim\nkind: gust\n", PERSON)[0].choices == (
        "did you mean staff? Valid: staff, guest"
        if strayings("name: Kim\nkind: gust\n", PERSON)[0].choices.startswith("did you mean staff")
        else "did you mean guest? Valid: staff, guest"
    )


def test_one_of_several_keys() -> None:
    schema = {"requiredXor": ["Next", "End"]}
    assert told("a: 1\n", schema) == [("NOT_ONE_OF", "the top level", "", 1, 1)]
    assert told("Next: a\n", schema) == []
    both = strayings("Next: a\nEnd: true\n", schema)
    assert [(one.sort, one.expected, one.found) for one in both] == [
        (Sort.NOT_ONE_OF, ("Next", "End"), "Next, End")
    ]


def test_placeholders_are_fit_for_anything() -> None:
    def filled_in(node: Node) -> bool:
        return isinstance(node, Scalar) and node.text.startswith("${")

    node = root("name: Kim\nage: ${Age}\nhome: ${Home}\nkind: '${Kind}'\n")
    assert [one.place for one in schema_strayings(node, PERSON)] == ["age", "kind"]
    assert list(schema_strayings(node, PERSON, stands_in=filled_in)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e3", 1000.0),
        ("2024-05-01", "2024-05-01"),
        ("'1e3'", "1e3"),
        ("0755", 493),
        ("-0.5E-1", -0.05),
        ("[1, {a: ~}]", [1, {"a": None}]),
    ],
)
def test_values_are_what_json_would_hold(text: str, value: Any) -> None:
    assert plain(root(text)) == value


SCHEMAS = st.recursive(
    st.sampled_from(
        [
            {"type": "string"},
            {"type": "integer", "minimum": 2},
            {"enum": ["a", 1]},
            {"type": ["array", "null"]},
            {"const": True},
            {"pattern": "^a"},
            {"minItems": 1},
            True,
        ]
    ),
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(
            lambda known: {"properties": known, "additionalProperties": False, "required": ["a"]}
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"anyOf": some}),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: {"allOf": some}),
        st.tuples(inner, inner).map(lambda two: {"if": two[0], "then": two[1]}),
        inner.map(lambda one: {"items": one}),
        inner.map(lambda one: {"patternProperties": {"^a": one}, "additionalProperties": one}),
        inner.map(lambda one: {"not": one}),
        inner.map(lambda one: {"oneOf": [one, {"type": "object"}]}),
    ),
    max_leaves=6,
)
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 2.5, "", "a", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(SCHEMAS, VALUES)
def test_something_strays_where_jsonschema_finds_an_error(schema: Any, value: Any) -> None:
    node = root(json.dumps(value))
    fits = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert (list(schema_strayings(node, schema)) == []) == fits
