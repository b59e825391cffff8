"""Whatever stands in a build specification, the rules answer and do not fail."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.buildspec import RULES
from awsdev.lint.formats.buildspec.grammar import BATCH_KINDS, homes_of
from awsdev.lint.rules.check import check_document

CODES = {rule.code for rule in RULES}
TOP = [
    "version",
    "run-as",
    "env",
    "environment_variables",
    "proxy",
    "batch",
    "phases",
    "reports",
    "artifacts",
    "cache",
]
BELOW = [
    "shell",
    "variables",
    "plaintext",
    "parameter-store",
    "secrets-manager",
    "exported-variables",
    "git-credential-helper",
    "install",
    "pre_build",
    "build",
    "post_build",
    "runtime-versions",
    "on-failure",
    "commands",
    "finally",
    "steps",
    "python",
    "node",
    "docker",
    "files",
    "base-directory",
    "file-format",
    "secondary-artifacts",
    "paths",
    "key",
    "fallback-keys",
    "action",
    "fast-fail",
    *BATCH_KINDS,
    "identifier",
    "depend-on",
    "compute-type",
    "fleet",
    "image",
    "type",
    "env",
    "buildspec",
    "static",
    "dynamic",
    "parallelism",
    "<<",
    "deploy",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "0.1",
            "0.2",
            0.1,
            0.2,
            "RETRY-",
            "a:b:c:d:e",
            "arn:aws:s3:::x",
            "[[ x ]]",
            "${a//b}",
            "cd x",
        ]
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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(TOP), VALUES, max_size=5) | VALUES)
def test_rules_never_fail(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    found = check_document(parse_yaml(text, "buildspec.yml"), "buildspec")
    assert {one.code for one in found} <= CODES


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(BELOW), VALUES)
def test_rules_never_fail_where_a_key_belongs(key: str, value: object) -> None:
    """The same with the value in the very place where the key is known."""
    for home in homes_of(key) or ["phases"]:
        data: object = {key: value}
        for step in reversed(home.split(".")):
            data = {step: [data] if step in ("build-graph", "build-list") else data}
        text = yaml.safe_dump(data, allow_unicode=True)
        found = check_document(parse_yaml(text, "buildspec.yml"), "buildspec")
        assert {one.code for one in found} <= CODES


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


def test_every_shape_in_every_known_place() -> None:
    for key in [*TOP[1:], *BELOW]:
        for home in ["", *homes_of(key)]:
            steps = [*home.split("."), key] if home else [key]
            start = "".join(f"{'  ' * depth}{step}:\n" for depth, step in enumerate(steps[:-1]))
            for shape in SHAPES:
                text = f"version: 0.2\n{start}{'  ' * (len(steps) - 1)}{key}: {shape}\n"
                found = check_document(parse_yaml(text, "buildspec.yml"), "buildspec")
                assert {one.code for one in found} <= CODES


def test_one_anchor_in_many_places() -> None:
    text = (
        "version: 0.2\nenv: &e {variables: &v {A: b}, b: *v}\nphases: {build: {<<: *v, "
        "commands: &c [make]}, post_build: {commands: *c}, install: *e, pre_build: {<<: [*v, *c]}}"
        "\nreports: {a: *v, <<: *c}\n"
    )
    found = check_document(parse_yaml(text, "buildspec.yml"), "buildspec")
    assert {one.code for one in found} <= CODES
