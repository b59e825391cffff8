"""Whatever stands in a policy, the rules answer and do not fail."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.iam import RULES
from awsdev.lint.formats.iam.grammar import PRINCIPAL, STATEMENT, TOP
from awsdev.lint.formats.iam.operators import operator_of, suggestion_for
from awsdev.lint.formats.iam.values import is_address, is_boolean, is_date, is_number
from awsdev.lint.rules.check import check_document

CODES = {rule.code for rule in RULES} | {"AD103"}
KEYS = [
    *TOP.known,
    *STATEMENT.known,
    *PRINCIPAL.known,
    *("StringEquals", "ForAnyValue:DateLessThan", "Bool", "IpAddress", "aws:SourceIp", "<<", "Ref"),
    *("aws:MultiFactorAuthPresent", "aws:", ":", "Fn::If"),
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(
        [
            *("Allow", "Deny", "2008-10-17", "*", "s3:*", "s3:ListBucket", "iam:PassRole", ":"),
            *("arn:aws:s3:::a/*", "arn:", "arn:aws:s3", "sts:AssumeRole", "${aws:username}", "?"),
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=4),
    ),
    max_leaves=12,
)
STATEMENTS = st.dictionaries(st.sampled_from(list(STATEMENT.known)), VALUES, max_size=6)


def codes_in(data: Any) -> set[str]:
    text = yaml.safe_dump(data, allow_unicode=True)
    return {one.code for one in check_document(parse_yaml(text, "policy.json"), "iam-policy")}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_rules_never_fail(data: object) -> None:
    assert codes_in(data) <= CODES


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STATEMENTS | VALUES, max_size=3) | STATEMENTS, VALUES)
def test_rules_never_fail_on_statements(statements: object, version: object) -> None:
    assert codes_in({"Version": version, "Statement": statements}) <= CODES


SHAPES = [
    "",
    "x",
    "3",
    "yes",
    "~",
    "[]",
    "{}",
    "[x]",
    "[~]",
    "[[x]]",
    "{x: y}",
    "[{x: y}]",
    "!Ref x",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_in_every_known_place(shape: str) -> None:
    places = [f"{key}: %s" for key in TOP.known]
    places += [f"Statement: {{Effect: Allow, {key}: %s}}" for key in STATEMENT.known]
    places += [f"Statement: [{{Principal: {{{key}: %s}}}}]" for key in PRINCIPAL.known]
    places += ["Statement: [{Condition: {Bool: %s}}]", "Statement: [{Condition: {Bool: {a: %s}}}]"]
    for place in places:
        text = f"{place % shape}\n"
        found = check_document(parse_yaml(text, "policy.yaml"), "iam-policy")
        assert {one.code for one in found} <= CODES


def test_one_anchor_in_many_places() -> None:
    text = (
        "Statement:\n  - &a {Effect: Allow, Action: &l [x], Resource: *l, Condition: {Bool: *l}}\n"
        "  - {<<: *a, Principal: *a}\n  - *a\n  - {<<: [*a, *l]}\n"
    )
    found = check_document(parse_yaml(text, "policy.yaml"), "iam-policy")
    assert {one.code for one in found} <= CODES


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.text("0123456789-:.TZ+/e", max_size=400))
def test_any_value_is_bearable(text: str) -> None:
    for judge in (is_date, is_number, is_boolean, is_address):
        assert isinstance(judge(text), bool)
    assert operator_of(text) is None or text
    assert isinstance(suggestion_for(text), str)
