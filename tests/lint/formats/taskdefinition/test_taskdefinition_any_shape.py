"""Whatever stands in a task definition, the rules answer and do not fail."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.taskdefinition import RULES
from awsdev.lint.formats.taskdefinition.grammar import task_definition
from awsdev.lint.grammars.shape import Keys, ListOf, MapOf, Shape
from awsdev.lint.rules.check import check_document

CODES = {rule.code for rule in RULES} | {"AD103"}


def keys_of(shape: Shape) -> set[str]:
    match shape:
        case Keys(known):
            return {*known, *(key for value in known.values() for key in keys_of(value))}
        case ListOf(item) | MapOf(item):
            return keys_of(item)
    return set()


def places_of(shape: Shape, text: str) -> list[str]:
    """Return texts of YAML with one place each where any value may stand."""
    match shape:
        case Keys(known):
            return [
                text,
                *(
                    place
                    for key, value in known.items()
                    for place in places_of(value, text.replace("%s", f"{{{key}: %s}}"))
                ),
            ]
        case ListOf(item):
            return [text, *places_of(item, text.replace("%s", "[%s]"))]
        case MapOf(value):
            return [text, *places_of(value, text.replace("%s", "{a: %s}"))]
    return [text]


KEYS = sorted(keys_of(task_definition()))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=8),
    st.sampled_from(["FARGATE", "awsvpc", "host", "web", "1 vCPU", "0.5 GB", "awslogs", "false"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*KEYS, "<<"]) | st.text(max_size=4), inner, max_size=4),
    ),
    max_leaves=12,
)
CONTAINERS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)


def codes_in(data: Any) -> set[str]:
    text = yaml.safe_dump(data, allow_unicode=True)
    document = parse_yaml(text, "taskdef.json")
    return {one.code for one in check_document(document, "ecs-task-definition")}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_rules_never_fail(data: object) -> None:
    assert codes_in(data) <= CODES


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CONTAINERS | VALUES, max_size=3), CONTAINERS)
def test_rules_never_fail_on_containers(containers: object, others: dict[str, object]) -> None:
    data = {"requiresCompatibilities": ["FARGATE"], **others, "containerDefinitions": containers}
    assert codes_in(data) <= CODES


SHAPES = ["", "x", "3", "yes", "~", "[]", "{}", "[x]", "[~]", "[[x]]", "{x: y}", "[{x: y}]", "!x y"]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_in_every_known_place(shape: str) -> None:
    for place in places_of(task_definition(), "%s"):
        document = parse_yaml(f"{place % shape}\n", "taskdef.yaml")
        found = check_document(document, "ecs-task-definition")
        assert {one.code for one in found} <= CODES


def test_one_anchor_in_many_places() -> None:
    text = (
        "containerDefinitions: &c\n  - &a {name: web, dependsOn: &d [{containerName: web}]}\n"
        "  - {<<: *a, links: *d, secrets: *d, portMappings: *d}\n  - *a\n  - {<<: [*a, *d]}\n"
        "volumes: *d\n"
    )
    found = check_document(parse_yaml(text, "taskdef.yaml"), "ecs-task-definition")
    assert {one.code for one in found} <= CODES
