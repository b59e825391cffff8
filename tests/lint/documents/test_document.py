"""Documents: every node's place, YAML's values, and an end to what would never end."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.documents.document import (
    DocumentError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    plain_value,
    walk,
)
from awsdev.lint.documents.yamltext import MAX_DEPTH, parse_yaml
from awsdev.lint.finding import Span

# What YAML's production for printable characters takes, beyond the BMP included.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)
KEYS = TEXTS | st.sampled_from(["on", "null", "1.0", "<<", "=", "~", "Fn::If", "a: b", "- c"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(["0755", "1:30", "yes", "1e3", "2026-11-23", "0x1F", "3.10", "한글: x", "#"])
)
VALUES = st.recursive(
    SCALARS | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)
# YAML 1.1 reads a number with an exponent and no point as text: 1e16, which JSON allows.
JSON_VALUES = st.recursive(
    SCALARS.filter(lambda value: not isinstance(value, float) or "e" not in json.dumps(value)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)


@given(VALUES, st.booleans(), st.sampled_from([None, "'", '"', "|", ">"]), st.booleans())
def test_values_are_those_of_yaml(value: Any, flow: bool, style: Any, wide: bool) -> None:
    text = yaml.safe_dump(
        value, default_flow_style=flow, default_style=style, allow_unicode=wide, width=40
    )
    assert plain_value(parse_yaml(text).root) == yaml.safe_load(text)


@given(JSON_VALUES, st.sampled_from([None, 1, "\t", " \t"]), st.booleans())
def test_values_are_those_of_json(value: Any, indent: Any, ascii_only: bool) -> None:
    text = json.dumps([value], indent=indent, ensure_ascii=ascii_only)
    assert plain_value(parse_yaml(text).root) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'{"a": "\ud83d\ude00"}', {"a": "😀"}),
        (r'{"\uD83D\uDE00": "x\ud83d\ude00\uD83D\uDE80y"}', {"😀": "x😀🚀y"}),
        (r'{"a": "\\ud83d\\ude00"}', {"a": r"\ud83d\ude00"}),
        (r'{"a": "\\\ud83d\ude00"}', {"a": "\\😀"}),
        ('{\t"a"\t:\t[1,\t2]}', {"a": [1, 2]}),
    ],
)
def test_json_that_yaml_would_refuse(text: str, value: Any) -> None:
    assert json.loads(text) == value
    assert plain_value(parse_yaml(text).root) == value


@pytest.mark.parametrize(
    "text",
    [
        ":".join(["1"] * 200) + ".5",  # a sexagesimal number larger than any float
        "9" * 5000,  # more digits than Python reads
        "2026-13-45",
        '!!bool "perhaps"',
        '!!timestamp "soon"',
        "0b_",
    ],
)
def test_what_yaml_cannot_make_a_value_of_stays_text(text: str) -> None:
    plain = text.split(maxsplit=1)[-1].strip('"')
    assert plain_value(parse_yaml(f"a: {text}").root) == {"a": plain}


def _pairs(node: Node, other: yaml.Node) -> list[tuple[Node, yaml.Node]]:
    """Walk awsdev's tree and PyYAML's at once."""
    found = [(node, other)]
    if isinstance(node, Mapping):
        assert isinstance(other, yaml.MappingNode)
        assert len(node.entries) == len(other.value)
        for entry, (key, value) in zip(node.entries, other.value, strict=True):
            found += [(entry.key, key), *_pairs(entry.value, value)]
    elif isinstance(node, Sequence):
        assert isinstance(other, yaml.SequenceNode)
        for item, value in zip(node.items, other.value, strict=True):
            found += _pairs(item, value)
    return found


def _same_places(text: str) -> None:
    # The parser in pure Python: awsdev asks libyaml where there is one.
    composed = yaml.compose(text, Loader=yaml.SafeLoader)
    root = parse_yaml(text).root
    assert root is not None
    for node, other in _pairs(root, composed):
        mark = other.start_mark
        assert (node.span.line, node.span.column) == (mark.line + 1, mark.column + 1)
        if isinstance(node, Scalar):
            assert node.text == other.value
            if not other.style or other.style in "'\"":
                end = (other.end_mark.line + 1, other.end_mark.column + 1)
                assert (node.span.end_line, node.span.end_column) == end


@given(VALUES, st.booleans(), st.sampled_from([None, "'", '"', "|"]), st.integers(1, 4))
def test_every_node_stands_where_yaml_says(value: Any, flow: bool, style: Any, indent: int) -> None:
    _same_places(
        yaml.safe_dump(
            [value], default_flow_style=flow, default_style=style, allow_unicode=True, indent=indent
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "a:\r\n  b: 1\r\n  c: 2\r\n",
        "# 주석\n한글: 값   # 끝\n'따옴표': \"값\"\n",
        "a: &x {b: [1, 2]}\nc: *x\nd: [*x, *x]\n",
        "? a\n: - b\n  -\n    - c\n",
        "a: !Ref B\nb: !GetAtt [C, Arn]\nc: !If\n  - x\n  - !Sub '${y}'\n",
        "--- \na: |\n  one\n  two\nb: >-\n  three\n",
        "a:\nb:\n- \n-\n",
        "😀: {😀: '😀'}",
    ],
)
def test_places_in_forms_that_a_dump_does_not_have(text: str) -> None:
    _same_places(text)


def test_repeated_keys_are_kept_and_the_last_one_counts() -> None:
    document = parse_yaml("a: 1\nb: 2\na: 3\n")
    assert document.mapping.keys() == ["a", "b", "a"]
    assert plain_value(document.root) == yaml.safe_load("a: 1\nb: 2\na: 3\n") == {"a": 3, "b": 2}


def test_further_documents_and_aliases_are_noted_where_they_stand() -> None:
    document = parse_yaml("a: &x 1\nb: *x\n---\nc: 2\n")
    assert plain_value(document.root) == {"a": 1, "b": 1}
    assert document.aliases == [Span(2, 4, 2, 6)]
    assert [span.line for span in document.extra_documents] == [3]


def _refused(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse_yaml(text)
    error = caught.value
    lines = text.splitlines()
    assert error.message
    assert 1 <= error.span.line <= len(lines) + 1
    line = lines[error.span.line - 1] if error.span.line <= len(lines) else ""
    assert 1 <= error.span.column <= len(line) + 1
    return error


def _alias_bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 9) + "]")
    return "\n".join(lines)


def _ladder(rungs: int) -> str:
    """Lists that are deep only once each alias is followed."""
    lines = ["a0: &a0 [x]"]
    for rung in range(1, rungs):
        lines.append(f"a{rung}: &a{rung} {'[' * 50}*a{rung - 1}{']' * 50}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 5000 + "]" * 5000, (1, MAX_DEPTH + 1)),
        ('{"a":' * 5000 + "1" + "}" * 5000, (1, MAX_DEPTH * 5 + 1)),
        ("- " * 5000 + "x", (1, MAX_DEPTH * 2 + 1)),
        ("\n".join(" " * n + "a:" for n in range(5000)), (MAX_DEPTH + 1, MAX_DEPTH + 1)),
        ("[" * 5000, (1, MAX_DEPTH + 1)),
        (_ladder(40), (5, 59)),
        (_alias_bomb(9), None),
    ],
    ids=["flow lists", "flow maps", "block lists", "block maps", "open", "ladder", "bomb"],
)
def test_too_deep_or_too_large_is_refused(text: str, place: tuple[int, int] | None) -> None:
    error = _refused(text)
    assert error.over_limit
    if place:
        assert (error.span.line, error.span.column) == place


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &a [1, *a]", (1, 11), "refers to itself"),
        ("a: &a\n  b: &b\n    c: *a\n", (3, 8), "refers to itself"),
        ("a: *nobody", (1, 4), "has no anchor"),
        ("a: &x 1\n---\nb: [*x\n]\n---\nc: *y", (3, 5), "has no anchor"),
        ("a: 1\nb: 'x\x01y'", (2, 6), "U+0001"),
        ("a: \x00", (1, 4), "U+0000"),
        ("한글: 😀\n  \x1b[31m", (2, 3), "U+001B"),
        ("a: x\x7f", (1, 5), "U+007F"),
        ("# a\u2028b: 1\r\nc: \x1cd", (3, 4), "U+001C"),
        ('a: "\\q"', (1, 5), "escape"),
        ('{"a": "\\xZZ"}', (1, 10), "hex"),
        ("a: [1, 2\nb: 3\n", (2, 2), "expected"),
        ("a: b: c", (1, 5), "mapping values"),
        ("a: 'open", (1, 9), "end of stream"),
        ("? [a, b]\n: c", (1, 3), "list stands where a key"),
        ("%YAML 9\n--- a", (1, 8), "expected digit"),
        ("a:\n\t- b\n", (2, 1), "cannot start"),
    ],
)
def test_broken_text_is_refused_where_it_breaks(
    text: str, place: tuple[int, int], words: str
) -> None:
    error = _refused(text)
    assert words in error.message
    assert (error.span.line, error.span.column) == place
    assert not error.over_limit


def test_what_is_just_not_too_deep_is_read() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert plain_value(parse_yaml(text).root) == yaml.safe_load(text)
    aliased = f"- &a {'[' * 99}{']' * 99}\n- {'[' * 100}*a{']' * 100}\n"
    assert plain_value(parse_yaml(aliased).root) == yaml.safe_load(aliased)


@given(
    st.text(
        st.characters(codec="utf-8") | st.sampled_from("\t\n \"'[]{}:,-&*!#%\\|>?"), max_size=60
    )
)
def test_any_text_is_a_document_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        spans = [node.span for node in walk(parse_yaml(text).root)]
    except DocumentError as error:
        spans = [error.span]
    last = len(text.splitlines()) + 1
    assert all(1 <= span.line <= last and span.column >= 1 for span in spans)
