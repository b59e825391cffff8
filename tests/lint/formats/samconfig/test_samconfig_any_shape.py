"""Whatever stands in a samconfig, the rules answer and do not fail."""

from __future__ import annotations

import re

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import DocumentError
from awsdev.lint.documents.toml import parse_toml
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.samconfig import RULES
from awsdev.lint.formats.samconfig.commands import commands
from awsdev.lint.formats.samconfig.pairs import Overrides
from awsdev.lint.rules.check import check_document

CODES = {rule.code for rule in RULES} | {"AD103"}
OPTIONS = sorted({name for options in commands().tables.values() for name in options})
TABLES = st.sampled_from([*commands().tables, "delete", "docs", "local-invoke", "parameters", ""])
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(["0.1", "a=b c", "CAPABILITY_IAM", "eu-west-1", "yes", "${x}", "A=1\\nB=2"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(OPTIONS) | st.text(max_size=6), inner, max_size=3),
    ),
    max_leaves=8,
)
PARAMETERS = st.dictionaries(st.sampled_from(OPTIONS), VALUES, max_size=4)
COMMANDS = st.dictionaries(
    TABLES, st.fixed_dictionaries({"parameters": PARAMETERS | VALUES}) | VALUES, max_size=3
)
FILES = st.dictionaries(
    st.sampled_from(["version", "default", "prod", "deploy", "<<"]), COMMANDS | VALUES, max_size=4
)


def answers_yaml(text: str) -> None:
    found = check_document(parse_yaml(text, "samconfig.yaml"), "samconfig")
    assert {one.code for one in found} <= CODES


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES | VALUES)
def test_rules_never_fail(data: object) -> None:
    answers_yaml(yaml.safe_dump(data, allow_unicode=True))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(commands().tables)), st.sampled_from(OPTIONS), VALUES)
def test_rules_never_fail_where_an_option_belongs(table: str, option: str, value: object) -> None:
    data = {"version": 0.1, "default": {table: {"parameters": {option: value}}}}
    answers_yaml(yaml.safe_dump(data, allow_unicode=True))


LITERALS = [
    "1",
    "0.1",
    "true",
    '"x"',
    "2026-11-23",
    "10:30:00",
    "[]",
    "[1]",
    "{}",
    "{a = 1}",
    "[[]]",
]


def test_every_literal_of_toml_for_every_option() -> None:
    for table, options in commands().tables.items():
        for literal in LITERALS:
            lines = "".join(f"{name} = {literal}\n" for name in options)
            document = parse_toml(f"[default.{table}.parameters]\n{lines}", "samconfig.toml")
            assert {one.code for one in check_document(document, "samconfig")} <= CODES


@given(st.text(st.sampled_from("[]{}=.,\"'\n #version0.1defaultbuildparameters"), max_size=60))
def test_any_toml_is_answered(text: str) -> None:
    try:
        document = parse_toml(text, "samconfig.toml")
    except DocumentError:
        return
    assert {one.code for one in check_document(document, "samconfig")} <= CODES


def test_one_anchor_in_many_places() -> None:
    answers_yaml(
        "version: &v 0.1\ndefault: &d {deploy: &c {parameters: &p {stack_name: *v, tags: &t [a]}},"
        "\nbuild: *c, sync: *p, <<: *c, global: {parameters: {<<: [*p, *t], region: *t}}}\n"
        "prod: *d\nother: {<<: *d, deploy: *d}\n"
    )


def test_no_text_takes_long_to_read_pairs_from() -> None:
    for text in ('A="' + "x" * 50_000, "A='" + "\\'" * 20_000, "A" * 50_000, "A=b " * 20_000):
        assert isinstance(Overrides(text).taken, bool)
    assert re.fullmatch("[A-Z]", Overrides("A=b").text[0])
