"""The parser: judged by Velocity itself, given what nobody wrote on purpose, and timed.

`velocity.json` holds texts and whether Apache Velocity 1.7 accepts them (its `RuntimeInstance`,
`parse` and `init`, with no macro library). `lenient` marks what this parser lets pass although
Velocity 1.7 does not: because Velocity 2 may take it, a deployment tool fills it in first, or
only a warning is due. `stray` marks what Velocity's lexer lets pass and nobody means.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import Document
from awsdev.lint.formats.vtl import RULES
from awsdev.lint.formats.vtl.parser import MAX_FAULTS, parse
from awsdev.lint.formats.vtl.scanner import Sort
from awsdev.lint.formats.vtl.tree import Block, Text, walk
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
JUDGED: list[dict[str, Any]] = json.loads((HERE / "velocity.json").read_text(encoding="utf-8"))
CODES = {rule.code for rule in RULES}


def refused(text: str) -> bool:
    return any(fault.sort is not Sort.SWALLOWED for fault in parse(text).faults)


def test_nothing_that_velocity_accepts_is_refused() -> None:
    accepted = [one for one in JUDGED if one["accepted"]]
    assert len(accepted) > 200
    assert [
        t["template"] for t in accepted if refused(t["template"]) != t.get("stray", False)
    ] == []


def test_what_velocity_refuses_is_refused_save_where_there_is_a_reason() -> None:
    ours = [one for one in JUDGED if not one["accepted"]]
    assert len(ours) > 200
    assert [t["template"] for t in ours if refused(t["template"]) == t.get("lenient", False)] == []


def test_templates_of_the_tests_are_parsed_whole() -> None:
    for file in (HERE / "good").iterdir():
        text = file.read_text(encoding="utf-8")
        assert_whole(parse(text).body, text)


def assert_whole(body: Block, text: str) -> None:
    """What is put out lies within the template, in order and without overlap."""
    at = 0
    for child in body.children:
        assert at <= child.start <= child.end <= len(text)
        assert child.start == at, text[at : child.start]
        at = child.end
    assert at == len(text)


PIECES = st.sampled_from(
    [
        *("$a", "$!{a.b}", "$input.path('$.a')", "${a", "$a[", "$a.b(", "$", "$$", "\\", "\\$a"),
        *("#if($a)", "#elseif(!$a)", "#else", "#{else}", "#end", "#foreach($i in $l)", "#set("),
        *('#set($a = "b$c")', "#macro(m $a)", "#m($x)", "#@m()", "#define($d)", "#", "##", "#*"),
        *("*#", "#[[", "]]#", "#stop", '"', "'", "(", ")", "[", "]", "{", "}", ",", ":", "..", "="),
        *(
            " ",
            "\n",
            "\r\n",
            "x",
            "1",
            "-1",
            "true",
            "null",
            " and ",
            "==",
            "|",
            "!",
            "\u2028",
            "é",
        ),
        *("$context.stage", "$util.escapeJavaScript(", '{ "a": "', '"}', "#parse('x')", "$ctx.a"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_bearable(text: str) -> None:
    lines = text.splitlines()
    found = check_document(Document(None, lines, path="request.vtl"), "vtl")
    assert {one.code for one in found} <= CODES
    for one in found:
        assert 1 <= one.span.line <= max(len(lines), 1)
        assert (one.span.line, one.span.column) <= (one.span.end_line, one.span.end_column)
        assert one.message
        assert not one.message.endswith(".")
    parsed = parse(text)
    assert_whole(parsed.body, text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in parsed.faults)


NAMES = st.sampled_from(["$a", "${b.c}", "$!d.e('f', 1)", "$g[0].h", '$i.j("k $l", [1..$m])'])
VALUES = st.recursive(
    NAMES | st.sampled_from(["1", "-2.5", "true", "'x'", '"y $a z"', "[]", "{}"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "==", "&&", "or", "%", "<="]), inner).map(" ".join),
        inner.map("({})".format),
        inner.map("!{}".format),
        inner.map("[{}, 1]".format),
        inner.map('{{"k": {}}}'.format),
        inner.map("$f.g({})".format),
    ),
    max_leaves=6,
)
TEXTS = st.text('ab {}[]",:\n', max_size=8)
TEMPLATES = st.recursive(
    TEXTS | NAMES | VALUES.map("#set($v = {})".format),
    lambda inner: st.one_of(
        st.tuples(VALUES, inner, inner).map(lambda p: f"#if({p[0]}){p[1]}#{{else}}{p[2]}#end "),
        st.tuples(VALUES, inner).map(lambda p: f"#foreach($i in {p[0]}) {p[1]}#end "),
        st.tuples(inner, inner).map(" ".join),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(TEMPLATES)
def test_what_the_grammar_makes_is_accepted(text: str) -> None:
    parsed = parse(text)
    assert [fault.message for fault in parsed.faults] == []
    shown = [one for one in walk(parsed.body) if isinstance(one, Text)]
    assert all("#if" not in text[one.start : one.end] for one in shown)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        *("$", "$a.b(", "$a[", "#if(", "#if($a)", '#set($a="', "#set($a=(", "\\", "$\\", "${a|"),
        *(
            '"',
            "#[[",
            "#*",
            "##",
            "#foreach($a in ",
            "#@a(",
            "$a.b('",
            "#set($a={'b':",
            "#end",
            "!",
        ),
    ],
)
def test_repeated_without_end_it_still_ends(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(parse(text).faults) <= MAX_FAULTS + 1


def test_depth_is_no_matter() -> None:
    deep = 50_000
    assert parse("#if($a)" * deep + "#end" * deep).faults == []
    for text in ("#set($a = " + "(" * deep + "1" + ")" * deep + ")", "$a" + "[$a" * deep):
        assert [fault.sort for fault in parse(text).faults][:1] == [Sort.MALFORMED]
