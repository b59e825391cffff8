"""TOML: the values are those of tomllib, and every span's text is what stands there."""

from __future__ import annotations

import datetime
import math
import tomllib
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import (
    Document,
    DocumentError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    plain_value,
    walk,
)
from awsdev.lint.documents.toml import parse_toml
from awsdev.lint.documents.yamltext import MAX_DEPTH
from awsdev.lint.finding import Span

LITERALS = [
    *("true", "false", "0", "-0", "+7", "1_000", "0x1F", "0xdead_beef", "0o17", "0b1101"),
    *("0.1", "-0.0", "1_000.5", "6.02e+23", "1e3", "5E-2", "inf", "-inf", "+inf", "nan"),
    *("1979-05-27", "1979-05-27T07:32:00Z", "1979-05-27T07:32:00.25-07:00"),
    *("1979-05-27 07:32:00", "1979-05-27T10:32:00.999999", "07:32:00", "10:32:00.5"),
    *(
        "''",
        '""',
        "'C:\\dir'",
        '"\\t\\"\\\\ \\u00e9\\U0001F600"',
        "'한글 😀 # x'",
        '"a\u2028b\x85"',
    ),
    *('"""\n"""', '"""a\n  "b" \\  \n   c"""', "'''\nx\\ \ny'''", "'''''q'''''", '"""한\r\n글"""'),
]
KEYS = st.sampled_from(
    ["a", "b-c", "d_e", "1", "3", "true", '"x y"', "'.'", '"\\u00e9"', '""', "'한글'", '"a]b"']
)


class Printer:
    """Writes TOML in as many ways as there are, by chance."""

    def __init__(self, chance: Random, keys: list[str], line_end: str) -> None:
        self._chance, self._keys, self._end = chance, keys, line_end

    def document(self) -> str:
        lines = [self._pairs()]
        tables = self._chance.sample(self._keys, self._chance.randint(0, len(self._keys)))
        for number, key in enumerate(tables):
            # Keys of the top level begin with the letter t here, so none is taken.
            name = self._dotted(f"t{number}", [key] * self._chance.randint(0, 2))
            if self._chance.random() < 0.4:
                for _ in range(self._chance.randint(1, 3)):
                    lines += [f"[[{name}]]{self._comment()}", self._pairs()]
                    if self._chance.random() < 0.4:
                        lines += [f"[{name}.sub]", self._pairs()]
            else:
                if self._chance.random() < 0.3:
                    lines += [f"[ {name} . 'deeper' ]", self._pairs()]
                lines += [f"{self._blank()}[{name}]{self._comment()}", self._pairs()]
        return self._end.join(lines) + (self._end if self._chance.random() < 0.8 else "")

    def _pairs(self) -> str:
        names = self._chance.sample(self._keys, self._chance.randint(0, min(3, len(self._keys))))
        return self._end.join(
            f"{self._blank()}{self._dotted(name, ['q'] * self._chance.randint(0, 2))}"
            f"{self._blank()}={self._blank()}{self._value(3)}{self._comment()}"
            for name in names
        )

    def _value(self, levels: int) -> str:
        kind = self._chance.random()
        if levels and kind < 0.2:
            items = [self._value(levels - 1) for _ in range(self._chance.randint(0, 3))]
            between = self._chance.choice([",", " , ", f",{self._end}  ", f",# c{self._end}"])
            tail = self._chance.choice(["", ",", f"{self._end}"]) if items else self._blank()
            return f"[{self._blank()}{between.join(items)}{tail}]"
        if levels and kind < 0.35:
            names = self._chance.sample(
                self._keys, self._chance.randint(0, min(2, len(self._keys)))
            )
            pairs = [f"{self._dotted(name, ['r'])} = {self._value(levels - 1)}" for name in names]
            return f"{{{self._blank()}{', '.join(pairs)}{self._blank()}}}"
        return self._chance.choice(LITERALS)

    def _dotted(self, name: str, more: list[str]) -> str:
        return self._chance.choice([".", " . ", ".\t"]).join([name, *more])

    def _blank(self) -> str:
        return self._chance.choice(["", " ", "\t "])

    def _comment(self) -> str:
        return self._chance.choice(["", "", " # 주석 = [1]", '# "'])


def as_far_as_types_allow(ours: Any, theirs: Any) -> bool:
    """YAML 1.1 has no times of day: they stay text."""
    if isinstance(theirs, dict):
        return (
            isinstance(ours, dict)
            and ours.keys() == theirs.keys()
            and all(as_far_as_types_allow(ours[key], theirs[key]) for key in theirs)
        )
    if isinstance(theirs, list):
        pairs = zip(ours, theirs, strict=True)
        return isinstance(ours, list) and all(as_far_as_types_allow(*pair) for pair in pairs)
    if isinstance(theirs, datetime.time):
        return datetime.time.fromisoformat(ours) == theirs
    if isinstance(theirs, float) and math.isnan(theirs):
        return isinstance(ours, float) and math.isnan(ours)
    return type(ours) is type(theirs) and bool(ours == theirs)


def standing_at(span: Span, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    first, last = span.line - 1, span.end_line - 1
    if first == last:
        return lines[first][span.column - 1 : span.end_column - 1]
    between = lines[first + 1 : last]
    end = lines[last][: span.end_column - 1]
    return "".join([lines[first][span.column - 1 :], *between, end])


def check_places(document: Document, text: str) -> None:
    """Every key, value and table is read again from what stands in its span."""
    assert document.root
    keys = {
        id(entry.key)
        for node in walk(document.root)
        if isinstance(node, Mapping)
        for entry in node.entries
    }
    for node in walk(document.root):
        source = standing_at(node.span, text)
        if id(node) in keys:
            assert isinstance(node, Scalar)
            assert tomllib.loads(f"{source} = 1") == {node.text: 1}
        elif isinstance(node, Scalar) or source.startswith("{") or is_array(node):
            theirs = tomllib.loads(f"v = {source}")["v"]
            assert as_far_as_types_allow(plain_value(node), theirs)
        elif source.startswith("["):
            assert tomllib.loads(source)


def is_array(node: Node) -> bool:
    """Return whether it is an array and no array of tables, which begins with its first table."""
    if not isinstance(node, Sequence):
        return False
    first = node.items[0].span if node.items else Span()
    return (first.line, first.column) != (node.span.line, node.span.column)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.randoms(use_true_random=False),
    st.lists(KEYS, min_size=1, max_size=4, unique=True),
    st.sampled_from(["\n", "\r\n"]),
)
def test_values_and_places_are_those_of_tomllib(chance: Random, keys: list[str], end: str) -> None:
    text = Printer(chance, keys, end).document()
    theirs = tomllib.loads(text)
    document = parse_toml(text)
    assert as_far_as_types_allow(plain_value(document.root), theirs)
    check_places(document, text)


def test_tables_of_many_forms_are_one_tree() -> None:
    document = parse_toml(
        "version = 0.1\n"
        "[default.deploy.parameters]\n"
        'stack_name = "orders" # the stack\n'
        "tags = [\n"
        '  "a=b",\n'
        "]\n"
        "[prod]\n"
        "build.parameters = { cached = true, 'parallel' = false }\n"
        "[[prod.list]]\n"
        "x.y = 1\n"
        "[[prod.list]]\n"
        "[default.global.parameters]\n"
        'region = "eu-west-1"\n'
    )
    root = document.mapping
    assert root.keys() == ["version", "default", "prod"]
    default, prod = root.mapping("default"), root.mapping("prod")
    assert default.keys() == ["deploy", "global"]
    assert default.span == Span(2, 2, 13, 21)
    deploy = root.mapping("default").mapping("deploy")
    assert deploy.span == Span(2, 10, 6, 2)
    assert deploy.mapping("parameters").span == Span(2, 17, 6, 2)
    entry = deploy.mapping("parameters").entry("stack_name")
    assert entry
    assert (entry.key.span, entry.value.span) == (Span(3, 1, 3, 11), Span(3, 14, 3, 22))
    assert prod.mapping("build").mapping("parameters").keys() == ["cached", "parallel"]
    assert [item.span for item in prod.items_of("list")] == [Span(9, 1, 10, 8), Span(11, 1, 11, 14)]
    assert plain_value(prod.get("list")) == [{"x": {"y": 1}}, {}]


@pytest.mark.parametrize(
    ("literal", "type_name", "value"),
    [
        ("0.1", "number", 0.1),
        ("1e3", "number", 1000.0),
        ("-inf", "number", -math.inf),
        ("1_000", "integer", 1000),
        ("0x1F", "integer", 31),
        ("0o17", "integer", 15),
        ("true", "boolean", True),
        ('"true"', "text", "true"),
        ("'0.1'", "text", "0.1"),
        ("1979-05-27", "date", datetime.date(1979, 5, 27)),
        ("1979-05-27T07:32:00", "date", datetime.datetime(1979, 5, 27, 7, 32)),
        ("10:32:00", "date", "10:32:00"),
        ('"""\na\n"""', "text", "a\n"),
    ],
)
def test_types_are_those_of_toml(literal: str, type_name: str, value: Any) -> None:
    node = parse_toml(f"v = {literal}").mapping.get("v")
    assert isinstance(node, Scalar)
    assert (node.type_name, node.value) == (type_name, value)


def test_nothing_but_comments_is_an_empty_table() -> None:
    document = parse_toml("# nothing\n")
    assert isinstance(document.root, Mapping)
    assert document.root.entries == []


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a = 1\nb = \n", (2, 5), "Invalid value"),
        ("[a\n", (1, 3), "Expected ']'"),
        ('a = "한글\n', (1, 8), "Illegal character"),
        ("a = 1\r\na = 2\r\n", (2, 6), "overwrite"),
        ("# \u2028\na = \n", (3, 5), "Invalid value"),
        ("a = [1,", (1, 8), "Invalid value"),
        ('a = """x', (1, 9), "Unterminated"),
        ("한글 = 1", (1, 1), "Invalid statement"),
    ],
)
def test_broken_text_is_refused_where_it_breaks(
    text: str, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_toml(text)
    error = caught.value
    assert words in error.message
    assert (error.span.line, error.span.column) == place
    assert not error.over_limit


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * 300}{']' * 300}",
        f"a = {'[' * 5000}{']' * 5000}",
        f"a = {'{b=' * 210}1{'}' * 210}",
        f"{'a.' * 5000}a = 1",
        f"[{'a.' * 300}a]",
        f"a = {'9' * 5000}",
    ],
    ids=["lists", "many lists", "tables", "dotted", "header", "digits"],
)
def test_too_deep_or_too_large_is_refused(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse_toml(text)
    assert caught.value.over_limit


def test_what_is_just_not_too_deep_is_read() -> None:
    levels = MAX_DEPTH - 1
    assert parse_toml(f"a = {'[' * levels}{']' * levels}").root
    assert parse_toml("a." * levels + "a = 1").root
    with pytest.raises(DocumentError):
        parse_toml(f"a = {'[' * MAX_DEPTH}{']' * MAX_DEPTH}")
    with pytest.raises(DocumentError):
        parse_toml("a." * MAX_DEPTH + "a = 1")


def test_cost_grows_with_the_file_and_no_faster() -> None:
    text = "".join(f"[t{n}.'한글']\na = [1, {{b = 'x'}}]\n" for n in range(10_000))
    assert len(parse_toml(text).mapping.entries) == 10_000


@given(
    st.text(
        st.characters(codec="utf-8") | st.sampled_from("\t\n\r \"'[]{}=,.#\\_-+:TZabtrue019"),
        max_size=40,
    )
)
def test_any_text_is_a_document_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        spans = [node.span for node in walk(parse_toml(text).root)]
    except DocumentError as error:
        spans = [error.span]
    last = len(text.splitlines()) + 1
    assert all(1 <= span.line <= last and span.column >= 1 for span in spans)
