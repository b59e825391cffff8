"""Every character of a scalar is found again in the file, whatever style it is written in."""

from __future__ import annotations

import json
from random import Random

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import Document, DocumentError, Mapping, Scalar, Sequence, walk
from awsdev.lint.documents.scalars import ScalarPlaces
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Span
from tests.lint.documents.styles import STYLES, places_of, write

MARKER = "ZQXJ"
# As shell is written: quotes, backslashes, comments, colons, blanks in a row, other alphabets.
CHARACTERS = st.sampled_from(
    [
        *"ab0",
        *" '\"\\#:$&|>-{}[],!%@`*?=~",
        "\t",
        "\n",
        "\n\n",
        "\n  ",
        "  ",
        "가",
        "é",
        "😀",
        "\u3000",
    ]
)
TEXTS = st.lists(CHARACTERS, max_size=24).map("".join)


def second_item(data: str) -> tuple[Document, Scalar]:
    document = parse_yaml(data, "x.yml")
    items = document.mapping.get("a")
    assert isinstance(items, Sequence)
    scalar = items.items[1]
    assert isinstance(scalar, Scalar)
    return document, scalar


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(STYLES), st.randoms(use_true_random=False))
def test_a_marker_is_found_where_it_stands(
    before: str, after: str, style: str, random: Random
) -> None:
    text = f"{before}{MARKER}{after}"
    written = write(text, style, random)
    document, scalar = second_item(written.data)
    assert scalar.text == text
    start = text.index(MARKER)
    span = ScalarPlaces(scalar, document.lines).span(start, start + len(MARKER))
    standing = places_of(MARKER, document.lines)
    if standing:
        assert [(span.line, span.column, span.end_column)] == standing
        assert span.end_line == span.line
    else:
        # A line of the file ends inside it.
        assert style == "broken double"
        assert document.lines[span.line - 1][span.column - 1] in f"{MARKER[0]}\\"


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(STYLES), st.randoms(use_true_random=False))
def test_every_character_is_what_the_file_has_there(text: str, style: str, random: Random) -> None:
    document, scalar = second_item(write(text, style, random).data)
    assert scalar.text == text
    places = ScalarPlaces(scalar, document.lines)
    quotes = {'"': '"', "'": "'"}
    first = _first_character(document, scalar)
    for offset, character in enumerate(text):
        span = places.span(offset, offset + 1)
        there = document.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        quote = quotes.get(first, "")
        if there:
            read = json.loads if style == "json" else yaml.safe_load
            assert (read(f"{quote}{there}{quote}") if quote else there) == character
        else:
            # A line end, or the blank it is folded into.
            assert character in " \n"
            assert not document.lines[span.line - 1][span.column - 1 :].strip()


def _first_character(document: Document, scalar: Scalar) -> str:
    line = document.lines[scalar.span.line - 1][scalar.span.column - 1 :]
    words = line.split(" ")
    while words and words[0][:1] in ("&", "!"):
        words.pop(0)
    return " ".join(words).lstrip(" ")[:1]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
@example("a: |2\n   x\n  y\n")
@example("a: >-\n\n\n  x\n\n   y\n  z\n")
@example('a: "x\\\n\n  y"')
@example("a: &b\n  # why\n  !!str x\n   y\n")
@example("a: |\n\tx")
def test_any_document(data: str) -> None:
    try:
        document = parse_yaml(data)
    except DocumentError:
        return
    for node in walk(document.root):
        if isinstance(node, Scalar):
            span = ScalarPlaces(node, document.lines).span(0, len(node.text))
            assert (span.line, span.column) <= (span.end_line, span.end_column)


KNOWN = [
    # Each with the text and the place of its first q.
    ("a: echo q", "echo q", (1, 9)),
    ("a: echo\n  q r", "echo q r", (2, 3)),
    ("a: echo\n\n\n  q", "echo\n\nq", (4, 3)),
    ("a: 'it''s q'", "it's q", (1, 11)),
    ('a: "\\"q\\""', '"q"', (1, 7)),
    ('a: "\\u00e9q"', "éq", (1, 11)),
    ('a: "x \\\n     q"', "x q", (2, 6)),
    ("a: |\n   x\n    q\n", "x\n q\n", (3, 5)),
    ("a: |2-\n    q\n  y", "  q\ny", (2, 5)),
    ("a: |+ # why\n  x\n\n  q\n\n\n", "x\n\nq\n\n\n", (4, 3)),
    ("a: >\n  x\n  y\n\n  z\n    w\n  q\n", "x y\nz\n  w\nq\n", (7, 3)),
    ("a: >-\n\n  x\n  q", "\nx q", (4, 3)),
    ("a: !!str &b\n  q", "q", (2, 3)),
    ("a: &b\n  # why\n  q", "q", (3, 3)),
    ('{"a": "\\ud83d\\ude00\\tq"}', "😀\tq", (1, 22)),
    ("a: 가나 q", "가나 q", (1, 7)),
    ("a: [x, 'q' ]", "q", (1, 9)),
    ("a: x\r\n  q\r\n", "x q", (2, 3)),
]


@pytest.mark.parametrize(("data", "text", "place"), KNOWN, ids=[repr(case[0]) for case in KNOWN])
def test_known_places(data: str, text: str, place: tuple[int, int]) -> None:
    document = parse_yaml(data)
    assert isinstance(document.root, Mapping)
    scalars = [
        node for node in walk(document.root) if isinstance(node, Scalar) and "q" in node.text
    ]
    assert [scalar.text for scalar in scalars] == [text]
    span = ScalarPlaces(scalars[0], document.lines).span(text.index("q"), text.index("q") + 1)
    assert span == Span(*place, place[0], place[1] + 1)


def test_what_was_not_read_from_these_lines_is_told_as_a_whole() -> None:
    scalar = Scalar(Span(1, 4, 1, 9), text="other")
    assert ScalarPlaces(scalar, ["a: b"]).span(1, 2) == scalar.span
    assert ScalarPlaces(scalar, []).span(1, 2) == scalar.span
    assert ScalarPlaces(Scalar(Span(1, 1, 1, 1)), ["a:"]).span(0, 0) == Span(1, 1, 1, 1)
