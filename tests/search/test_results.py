"""Readers find what they look for in the words they have."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.names import name_key
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.search.document import Document, Kind
from awsdev.search.index import Index
from awsdev.search.query import MOST_LETTERS, read_query
from awsdev.search.results import Result, search
from awsdev.search.snippets import Snippet, cut, snippet

MANY = 50


def first(index: Index, query: str, language: Language = Language.EN) -> Result:
    return search(index, query, language, 1)[0]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        # Inside of words and with particles; of two syllables and of one.
        ("대기열에서 메시지가 사라짐", "sns-sqs-lambda"),
        ("배포 전략", "deploy-strategies"),
        ("큐", "sns-sqs-lambda"),
        # However it is spaced, mixed, and typed on a Mac.
        ("가시성타임아웃", "sqs-visibility"),
        ("가 시 성 제한시간", "sqs-visibility"),
        ("lambda버전", "lambda-versions"),
        (unicodedata.normalize("NFD", "람다 버전"), "lambda-versions"),
        ("람다 패키지 크기", "lambda-package-size"),
        # Misspelt, in camel case, as an option, as an error.
        ("visibilty timeot", "sqs-visibility"),
        ("congito authorizer", "cognito-authorizer"),
        ("VisibilityTimeout", "sqs-visibility"),
        ("visibilitytimeout", "sqs-visibility"),
        ("Missing Authentication Token from my api", "cfn-lambda-api"),
        ("ReceiptHandleIsInvalid", "sqs-visibility"),
        # Told in English alone, with a verb that says nothing typed to another.
        ("결제 실패하면 재고 되돌리기", "stepfunctions"),
        ("내 컴퓨터에서 appspec 돌려보기", "codedeploy-local"),
    ],
)
def test_it_is_found_first(index: Index, query: str, place: str) -> None:
    assert first(index, query).document.name == place


def test_every_name_of_a_topic_finds_it(index: Index) -> None:
    """A name may be that of a rule's page or a scaffold as well: among the first three, then."""
    for topic in Library().topics():
        for name in (topic.slug, *topic.title.values(), *topic.aliases):
            found = [each.document.name for each in search(index, name, Language.EN, 3)]
            assert topic.slug in found, (name, found)


def test_a_code_finds_its_rule_and_a_name_its_scaffold(index: Index) -> None:
    for query, kind in (("BS104", Kind.RULE), ("sm701", Kind.RULE), ("sqs-fifo", Kind.SCAFFOLD)):
        found = first(index, query).document
        assert (found.kind, name_key(found.name)) == (kind, name_key(query))


def test_a_query_with_hangul_is_answered_in_korean_any_other_in_the_readers_language(
    index: Index,
) -> None:
    assert first(index, "람다 버전", Language.EN).document.language is Language.KO
    assert first(index, "visibility timeout", Language.KO).document.language is Language.KO
    assert first(index, "visibility timeout", Language.EN).document.language is Language.EN
    # Also where the words of the query stand in the other language alone.
    for query, language in (("who turned off the server", Language.EN), ("껐다 켜기", Language.KO)):
        for each in search(index, query, language, MANY):
            assert each.document.kind is not Kind.TOPIC or each.document.language is language


def test_no_place_stands_twice(index: Index) -> None:
    results = search(index, "queue message lambda", Language.EN, MANY)
    places = [(each.document.kind, each.document.name, each.document.section) for each in results]
    assert len(places) == len(set(places))
    assert [each.score for each in results] == sorted((e.score for e in results), reverse=True)


def test_words_that_say_nothing_do_not_count(index: Index) -> None:
    assert (
        first(index, "how do I use the visibility timeout").document
        == first(index, "visibility timeout").document
    )
    assert search(index, "how do I", Language.EN, MANY), "but where nothing else is said"


def test_of_a_long_query_the_beginning_counts(index: Index) -> None:
    """An error that was pasted whole is answered as soon as a short one."""
    begun = "VisibilityTimeout of queue ".ljust(MOST_LETTERS, "x")
    assert search(index, begun + "lambda " * 9999, Language.EN, 5) == search(
        index, begun, Language.EN, 5
    )


def test_nothing_is_found_for_what_is_nowhere(index: Index) -> None:
    assert search(index, "qzxqzx wvwvwv", Language.EN, MANY) == []


OPERATORS = ["queue", "OR", "NEAR(", '"', "*", "-", "^", ":", "';--", "AND", "큐", "\x1b[2J"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(OPERATORS)).map(" ".join))
def test_whatever_is_typed_is_no_query_of_sqlites(index: Index, query: str) -> None:
    for result in search(index, query, Language.EN, 5):
        text, hits = result.snippet.text, result.snippet.hits
        assert "\x1b" not in text
        assert all(0 <= begin < end <= len(text) for begin, end in hits)
        assert all(one[1] <= other[0] for one, other in pairwise(hits))


@given(
    st.text(min_size=1, max_size=120),
    st.lists(st.integers(0, 119), max_size=6, unique=True).map(sorted),
    st.integers(8, 60),
)
def test_a_snippet_that_is_cut_keeps_its_first_hit(
    text: str, marks: list[int], length: int
) -> None:
    inside = [mark for mark in marks if mark < len(text)]
    whole = Snippet(text, tuple((mark, mark + 1) for mark in inside))
    shorter = cut(whole, length)
    assert len(shorter.text) <= length
    assert [shorter.text[a:b] for a, b in shorter.hits] == [
        text[a:b] for a, b in whole.hits if shorter_has(whole, shorter, a)
    ]
    assert shorter.text.strip("…") in text
    assert bool(shorter.hits) == bool(whole.hits)


def shorter_has(whole: Snippet, shorter: Snippet, at: int) -> bool:
    """Whether a place of a snippet is left in a shorter one."""
    begin = whole.hits[0][0] - shorter.hits[0][0] if whole.hits and shorter.hits else 0
    end = begin + len(shorter.text)
    cut_off = shorter.text.endswith("…") and not whole.text[begin:end].endswith("…")
    return begin <= at < end - cut_off


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("queue message timeout", "A queue."),
        ("message timeout", "queue, message, timeout"),
        ("lambda", "One."),
    ],
)
def test_a_list_of_names_is_shown_only_where_nothing_else_tells_why(
    index: Index, query: str, shown: str
) -> None:
    document = Document(
        kind=Kind.TOPIC,
        name="queues",
        language=Language.EN,
        title="Queues",
        names=("queue", "message", "timeout"),
        lines=("One.", "A queue."),
    )
    assert snippet(document, read_query(query, index)).text == shown
