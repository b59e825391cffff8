"""Whatever stands in build settings, the rules answer and do not fail."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.amplify import RULES
from awsdev.lint.rules.check import check_document

CODES = {rule.code for rule in RULES} | {"AD103"}
TOP = ["version", "appRoot", "env", "backend", "frontend", "test", "applications", "customHeaders"]
BELOW = [
    *("variables", "phases", "preBuild", "build", "postBuild", "preTest", "postTest", "commands"),
    *("artifacts", "files", "baseDirectory", "base-directory", "discard-paths", "configFilePath"),
    *("cache", "paths", "buildPath", "pattern", "headers", "key", "value", "<<", "x-y", "install"),
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(
        ["1", "0.1", "apps/x", "../..", "~", "/", "npx ampx pipeline-deploy --branch", "a: b", "#"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*TOP, *BELOW]) | st.text(max_size=6), inner, max_size=4),
    ),
    max_leaves=12,
)
# Where each key belongs, so that what stands there is looked at.
PLACES = [
    *(("version",), ("appRoot",), ("env",), ("env", "variables"), ("applications",)),
    *(("frontend",), ("frontend", "phases"), ("frontend", "phases", "build")),
    *(("frontend", "phases", "build", "commands"), ("frontend", "artifacts")),
    *(("frontend", "artifacts", "files"), ("frontend", "artifacts", "baseDirectory")),
    *(("frontend", "cache"), ("frontend", "cache", "paths"), ("frontend", "customHeaders")),
    *(("backend", "phases", "preBuild"), ("test", "phases", "test"), ("test", "artifacts")),
]
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
    "{x: ~}",
    "[{x: y}]",
]


def answers(text: str) -> None:
    found = check_document(parse_yaml(text, "amplify.yml"), "amplify")
    assert {one.code for one in found} <= CODES


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(TOP), VALUES, max_size=5) | VALUES)
def test_rules_never_fail(data: object) -> None:
    answers(yaml.safe_dump(data, allow_unicode=True))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PLACES), VALUES, st.booleans())
def test_rules_never_fail_where_a_key_belongs(
    place: tuple[str, ...], value: object, listed: bool
) -> None:
    data: object = value
    for step in reversed(place):
        data = {step: data}
    if listed:
        data = {"applications": [data, {"appRoot": "apps/x"}]}
    answers(yaml.safe_dump(data, allow_unicode=True))


def test_every_shape_in_every_known_place() -> None:
    for place in PLACES:
        for shape in SHAPES:
            start = "".join(f"{'  ' * depth}{step}:\n" for depth, step in enumerate(place[:-1]))
            answers(f"{start}{'  ' * (len(place) - 1)}{place[-1]}: {shape}\n")


def test_one_anchor_in_many_places() -> None:
    answers(
        "version: &v 1\nfrontend: &f {phases: &p {build: &b {commands: &c [make, *v]}, <<: *b},\n"
        "artifacts: *b, cache: {paths: *c}, customHeaders: *c}\nbackend: *f\ntest: {<<: [*f, *c]}\n"
        "env: {variables: *p}\napplications: [*f, *c, {appRoot: *v, frontend: *f}]\n"
    )


def test_repeated_keys_and_many_documents() -> None:
    answers("frontend: 1\nfrontend: {artifacts: {}}\nfrontend: {phases: {}, phases: []}\n---\n1\n")
