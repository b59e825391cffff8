"""Text becomes tokens that do not depend on how it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.search.tokens import parts, phrase, stem, tokens, words

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1)


@given(st.text(max_size=60))
def test_composed_and_decomposed_text_is_one(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert tokens(unicodedata.normalize("NFD", text)) == tokens(composed)
    assert list(words(unicodedata.normalize("NFD", text))) == list(words(composed))


@given(st.lists(HANGUL, min_size=1, max_size=5))
def test_how_hangul_is_spaced_does_not_matter(typed: list[str]) -> None:
    assert tokens(" ".join(typed)) == tokens("".join(typed)) == list("".join(typed))


@given(st.text(max_size=60))
def test_a_phrase_is_what_a_text_has_of_it(text: str) -> None:
    """But for a single syllable, and for names in camel case, which have parts as well."""
    found = phrase(text)
    if len(text.strip()) > 1 and not any(map(parts, text.split())):
        assert list(found) == [token for token in tokens(text) if token in found]


@pytest.mark.parametrize(
    ("name", "in_parts"),
    [
        ("VisibilityTimeout", ["visibility", "timeout"]),
        ("ReportBatchItemFailures", ["report", "batch", "item", "failures"]),
        ("HTTPApi", ["http", "api"]),
        ("stageVariables", ["stage", "variables"]),
        ("timeout", []),
        ("SQS", []),
    ],
)
def test_names_in_camel_case_have_parts(name: str, in_parts: list[str]) -> None:
    assert parts(name) == in_parts
    assert tokens(name) == [stem(name.lower()), *map(stem, in_parts)]
    assert phrase(name) == (stem(name.lower()),)


def test_hangul_ends_where_other_letters_begin() -> None:
    assert list(words("lambda버전 don't 404가")) == [["lambda", "버전"], ["dont"], ["404", "가"]]
