"""Whatever stands in a template, the rules answer and do not fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.cloudformation import RULES
from awsdev.lint.rules.check import check_document
from awsdev.lint.tools.sam.intrinsics import to_template

HERE = Path(__file__).parent
TEMPLATES = [
    to_template(parse_yaml(path.read_text("utf-8")))
    for folder in ("good", "bad")
    for path in sorted((HERE / folder).iterdir())
]
CODES = {rule.code for rule in RULES}
# libyaml writes the same, and thousands of templates are written here.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
NAMES = st.sampled_from(
    ["Orders", "Worker", "AWS::NoValue", "AWS::Region", "", "Orders.Arn", "a.b.c"]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(
        ["AWS::SQS::Queue", "${Orders.Arn}/*", "arn:aws:s3:::x", "*", "", ".fifo", "Allow"]
    ),
)
FUNCTIONS = st.sampled_from(
    [
        "Ref",
        "Fn::GetAtt",
        "Fn::Sub",
        "Fn::Join",
        "Fn::If",
        "Fn::ImportValue",
        "Fn::Split",
        "Fn::ForEach",
    ]
)
VALUES = st.recursive(
    SCALARS | NAMES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(FUNCTIONS, inner, min_size=1, max_size=1),
        st.dictionaries(st.sampled_from(["Type", "Value", "Name", "Statement"]), inner, max_size=3),
        st.tuples(st.just("c"), inner, inner).map(lambda chosen: {"Fn::If": list(chosen)}),
        st.tuples(st.just("-"), st.lists(inner, max_size=3)).map(lambda of: {"Fn::Join": list(of)}),
    ),
    max_leaves=8,
)


def places(value: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the routes to everything below a value."""
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [
        found for key, child in children for found in [(*route, key), *places(child, (*route, key))]
    ]


PLACES = [(number, route) for number, each in enumerate(TEMPLATES) for route in places(each)]


def changed(value: Any, route: tuple[Any, ...], new: Any) -> Any:
    """Return a copy of a value with something else at a place."""
    if not route:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[route[0]] = changed(value[route[0]], route[1:], new)
    return copy


def codes_of(template: Any) -> set[str]:
    # All rules look at SAM templates, so that kind is enough.
    text = yaml.dump(template, Dumper=_DUMPER, allow_unicode=True)
    document = parse_yaml(text, "template.yaml")
    return {one.code for one in check_document(document, "sam")}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PLACES), VALUES)
def test_rules_never_fail_with_something_else_in_any_place(
    place: tuple[int, tuple[Any, ...]], value: object
) -> None:
    number, route = place
    assert codes_of(changed(TEMPLATES[number], route, value)) <= CODES


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["Resources", "Parameters", "Globals", "Outputs"]), VALUES))
def test_rules_never_fail(template: object) -> None:
    assert codes_of(template) <= CODES


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_place_may_be_empty(template: Any) -> None:
    for route in places(template):
        for empty in (None, []):
            assert codes_of(changed(template, route, empty)) <= CODES


@pytest.mark.parametrize(
    "text",
    [
        "Resources: {A: &a {Type: AWS::SQS::Queue, Properties: {<<: *b}}}",
        "Resources: &r {A: {Type: AWS::S3::BucketPolicy, Properties: &p {PolicyDocument: "
        "{Statement: &s [{Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::x'}]}}}, "
        "B: {Type: AWS::IAM::Policy, Properties: *p}, C: {<<: [*p, *p]}}\nOutputs: *r",
        "Resources: {A: {Type: X, Type: AWS::SNS::Topic, Properties: {}, Properties: [x]}}",
        "Resources: {A: {Type: AWS::SNS::Topic, DependsOn: A, Properties: {TopicName: !Ref A}}}",
        "Resources: {A: {DependsOn: [B]}, B: {DependsOn: A, Type: AWS::ApiGateway::Deployment}}",
    ],
)
def test_aliases_repeated_keys_and_rings(text: str) -> None:
    document = parse_yaml(text.replace("<<: *b", "<<: {QueueName: x.fifo}"))
    assert {one.code for one in check_document(document, "sam")} <= CODES


def nested(depth: int) -> str:
    return "!If [c, " * depth + "!GetAtt Orders.Arn" + ", x]" * depth


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "value",
    [
        nested(150),
        "a" * 200_000,
        "'" + "a:" * 100_000 + "'",
        "'" + "*" * 3_000 + "'",
        "!Sub '" + "${A}" * 2_000 + "'",
        "!Join ['', [" + "!If [c, a, b], " * 300 + "x]]",
        "[" + "!If [c, a, b], " * 2_000 + "x]",
    ],
)
def test_no_value_takes_long(value: str) -> None:
    text = f"""
Parameters: {{Password: {{Default: &v {value}}}}}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {{FifoQueue: true, QueueName: *v, RedrivePolicy: {{deadLetterTargetArn: *v}}}}
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyDocument:
        Statement: [{{Effect: Allow, Action: [s3:GetObject, sqs:SendMessage], Resource: *v}}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {{ContainerDefinitions: [{{Environment: [{{Name: PASSWORD, Value: *v}}]}}]}}
"""
    document = parse_yaml(text)
    assert {one.code for one in check_document(document, "sam")} <= CODES
