"""What a template tells of a text is told, and nothing is made up."""

from __future__ import annotations

import pytest

from awsdev.lint.documents.document import Node, Scalar
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.cloudformation.template import reference, truth
from awsdev.lint.formats.cloudformation.texts import (
    UNKNOWN,
    Hole,
    ending,
    items_of,
    literal,
    texts_of,
    written,
)


def node_of(text: str) -> Node:
    node = parse_yaml(f"value: {text}").mapping.get("value")
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("orders", [("orders",)]),
        ("3.10", [("3.10",)]),
        ("~", [UNKNOWN]),
        ("[a]", [UNKNOWN]),
        ("{a: b}", [UNKNOWN]),
        ("!Ref Name", [(Hole("Name"),)]),
        ("{Ref: Name}", [(Hole("Name"),)]),
        ("!GetAtt Orders.Arn", [(Hole("Orders", "Arn"),)]),
        ("!GetAtt [Orders, Arn]", [(Hole("Orders", "Arn"),)]),
        ("{'Fn::GetAtt': [Orders, Arn]}", [(Hole("Orders", "Arn"),)]),
        ("!GetAtt Nested.Outputs.Arn", [(Hole("Nested", "Outputs.Arn"),)]),
        ("!GetAtt [Orders]", [UNKNOWN]),
        ("!Sub orders", [("orders",)]),
        ("!Sub ''", [()]),
        ("!Sub '${A}-${B.Arn}/*'", [(Hole("A"), "-", Hole("B", "Arn"), "/*")]),
        ("!Sub '${!aws:username}/${ A }'", [("${aws:username}/", Hole("A"))]),
        ("!Sub ['${a}-${B}', {a: x}]", [("x-", Hole("B"))]),
        ("!Sub ['${a}', {a: !Ref A}]", [(Hole("A"),)]),
        ("!Sub ['${a}x', {a: !If [c, y, z]}]", [(Hole(), "x")]),
        ("!Sub [!Ref A, {}]", [UNKNOWN]),
        ("!Join ['-', [a, !Ref B, c]]", [("a-", Hole("B"), "-c")]),
        ("!Join ['', []]", [()]),
        ("!Join ['-', !Ref List]", [UNKNOWN]),
        ("!Join ['-', [a, !If [c, b, d]]]", [("a-b",), ("a-d",)]),
        ("!If [c, a, !Sub '${B}']", [("a",), (Hole("B"),)]),
        ("!If [c, a]", [UNKNOWN]),
        ("!ImportValue x", [UNKNOWN]),
        ("{'Fn::Transform': {Name: x}}", [UNKNOWN]),
        ("!If [c, " * 40 + "a" + ", b]" * 40, None),
        ("!Join ['', [" + "!If [c, a, b], " * 40 + "x]]", [UNKNOWN]),
    ],
)
def test_the_texts_a_value_may_be(text: str, expected: list[object] | None) -> None:
    found = texts_of(node_of(text))
    assert found == expected or (expected is None and UNKNOWN in found)


def test_how_a_text_ends_and_is_written() -> None:
    (text,) = texts_of(node_of("!Sub '${A}-${B.Arn}/*'"))
    assert ending(text) == "/*"
    assert written(text) == "${A}-${B.Arn}/*"
    assert ending(UNKNOWN) == ending(()) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["a"]),
        ("[a, b]", ["a", "b"]),
        ("[a, !If [c, [b, d], e]]", ["a", "b", "d", "e"]),
        ("!If [c, a, [b]]", ["a", "b"]),
        ("[" * 60 + "a" + "]" * 60, []),
    ],
)
def test_what_a_list_may_hold(text: str, expected: list[str]) -> None:
    assert [node.text for node in items_of(node_of(text)) if isinstance(node, Scalar)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!Ref Worker", "Worker"),
        ("!Ref Worker.Alias", "Worker"),
        ("{Ref: Worker.Version}", "Worker"),
        ("!Sub '${Worker.Arn}'", "Worker"),
        ("!Sub '${Worker}:live'", ""),
        ("Worker", ""),
        ("[!Ref Worker]", ""),
    ],
)
def test_what_a_value_refers_to(text: str, expected: str) -> None:
    assert reference(node_of(text)) == expected


def test_literals() -> None:
    assert literal(node_of("yes")) == "yes"
    assert literal(node_of("!Ref A")) is None
    assert (truth(node_of("true")), truth(node_of("'False'"))) == (True, False)
    assert truth(node_of("!Ref A")) is truth(node_of("yes")) is truth(node_of("[x]")) is None
