"""How a topic is found by what people type."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.errors import AwsdevError, Status
from awsdev.names import closest, did_you_mean, name_key, only_near
from awsdev.notes.library import Library
from tests.notes.golden import CONTENT

LIBRARY = Library(CONTENT)
REAL = Library()
_HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
_WORDS = st.text(st.sampled_from(string.ascii_letters + string.digits) | _HANGUL, min_size=1)
_SEPARATORS = st.text(st.sampled_from(" -_./:\t·"), min_size=1, max_size=3)

FOUND = [
    ("mailbox", "mailbox"),
    ("Mail-Box", "mailbox"),
    ("MAIL_BOX", "mailbox"),
    ("mail box", "mailbox"),
    ("  the  mailbox ", "mailbox"),
    ("letter box", "mailbox"),
    ("letterbox", "mailbox"),
    ("LETTER/BOX", "mailbox"),
    ("우편함", "mailbox"),
    ("우 편 함", "mailbox"),
    ("편지함", "mailbox"),
    ("우체부", "postman"),
    ("ｍａｉｌｂｏｘ", "mailbox"),
]
MISSED = [
    ("mailbx", "did you mean mailbox"),
    ("maibox", "did you mean mailbox"),
    ("mailbocks", "did you mean mailbox"),
    ("편지합", "did you mean 편지함"),
    ("펀지함", "did you mean 편지함"),
    ("우채부", "did you mean 우체부"),
    ("우체뷰", "did you mean 우체부"),
    ("zzzzzzzz", "`awsdev show` lists the topics"),
    ("ㅋㅋㅋㅋㅋ", "`awsdev show` lists the topics"),
    ("", "`awsdev show` lists the topics"),
    ("--", "`awsdev show` lists the topics"),
]


@pytest.mark.parametrize(("typed", "slug"), FOUND)
def test_found(typed: str, slug: str) -> None:
    assert LIBRARY.find(typed).slug == slug


@pytest.mark.parametrize(("typed", "slug"), FOUND)
def test_found_however_a_keyboard_composes_hangul(typed: str, slug: str) -> None:
    """A file name of macOS spells Hangul in letters, other systems in syllables."""
    assert LIBRARY.find(unicodedata.normalize("NFD", typed)).slug == slug


@pytest.mark.parametrize(("typed", "hint"), MISSED)
def test_a_miss_says_what_may_have_been_meant(typed: str, hint: str) -> None:
    with pytest.raises(AwsdevError) as caught:
        LIBRARY.find(typed)
    assert caught.value.status is Status.NO
    assert caught.value.hint.startswith(hint)


def test_every_name_of_every_real_topic_leads_to_it() -> None:
    for topic in REAL.topics():
        for name in (topic.slug, *topic.title.values(), *topic.aliases):
            assert REAL.find(name.upper()) is topic


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text())
def test_composed_and_decomposed_are_one_name(name: str) -> None:
    composed, taken_apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert name_key(composed) == name_key(taken_apart)


@given(_WORDS)
def test_case_does_not_count(name: str) -> None:
    assert name_key(name.upper()) == name_key(name.lower()) == name_key(name)


@given(st.lists(_WORDS, min_size=1), _SEPARATORS)
def test_separators_do_not_count(words: list[str], separator: str) -> None:
    assert name_key(separator.join(words)) == name_key("".join(words))


@given(_WORDS, _WORDS)
def test_different_words_stay_different(one: str, other: str) -> None:
    """Nothing but case is folded away from letters and digits."""
    assert (name_key(one) == name_key(other)) == (one.lower() == other.lower())


@given(st.text(), st.lists(st.text(), max_size=5))
def test_what_may_be_meant_is_one_of_the_candidates(name: str, candidates: list[str]) -> None:
    found = closest(name, candidates)
    assert set(found) <= set(candidates)
    assert len(found) == len(set(found)) <= 3


@given(st.lists(_WORDS, min_size=1, max_size=5, unique_by=name_key), st.data())
def test_a_name_itself_is_the_closest(candidates: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(candidates))
    assert closest(name.upper(), candidates)[0] == name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("가시성 재한 시간", "가시성 제한 시간"),
        ("데드레터 큐우", "데드레터 큐"),
        ("람다 함쑤", "람다 함수"),
    ],
)
def test_a_wrong_hangul_letter_is_a_small_difference(typed: str, meant: str) -> None:
    names = ["가시성 제한 시간", "데드레터 큐", "람다 함수", "sqs-visibility"]
    assert closest(typed, names)[0] == meant
    assert did_you_mean(typed, names).startswith(f"did you mean {meant}")


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("afterInstal", ["BeforeInstall", "AfterInstall"], "AfterInstall"),
        ("stack-name", ["stack_name", "stack_names"], "stack_name"),
        ("AfterAllowTrafic", ["AfterAllowTestTraffic", "AfterAllowTraffic"], "AfterAllowTraffic"),
        ("biuld", ["install", "pre_build", "build", "post_build"], "build"),
        ("rebuild", ["install", "pre_build", "build", "post_build"], ""),
        ("deploy", ["install", "pre_build", "build", "post_build"], ""),
        ("a-b", ["a_b", "ab"], ""),
        ("", ["build"], ""),
        ("build", [], ""),
    ],
)
def test_only_near_names_one_or_none(name: str, candidates: list[str], meant: str) -> None:
    assert only_near(name, candidates) == meant
