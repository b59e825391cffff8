"""A Korean verb is found in every form it is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.search.korean import stems_of, verb_forms

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("stem", "written"),
    [
        ("멈추", "멈춥니다 멈춰요 멈췄어요 멈춘 멈출 멈춤 멈추면 멈추지"),
        ("지우", "지웁니다 지워요 지웠는데 지운 지울 지움 지우려는데"),
        ("고르", "고릅니다 골라요 골랐는데 고른 고를 고르면"),
        ("누르", "눌러요 눌렀는데 누르면"),
        ("만들", "만듭니다 만들어요 만들었는데 만든 만들면 만드는"),
        ("무겁", "무겁습니다 무거워요 무거웠는데 무거운 무거우면"),
        ("보내", "보냅니다 보내요 보냈는데 보낸 보낼"),
        ("바뀌", "바뀝니다 바뀌어요 바뀌었는데 바뀐 바뀔"),
        ("막", "막습니다 막아요 막았는데 막은 막을 막으려면 막혀요"),
    ],
)
def test_every_form_begins_as_one_of_the_forms(stem: str, written: str) -> None:
    forms = tuple(verb_forms(stem))
    for word in written.split():
        assert word.startswith(forms), word


@pytest.mark.parametrize(
    ("form", "stem"), [("멈췄", "멈추"), ("걸려", "걸리"), ("되돌린", "되돌리"), ("보냈", "보내")]
)
def test_a_stem_is_seen_in_its_form(form: str, stem: str) -> None:
    assert stem in stems_of(form)
    assert form in verb_forms(stem)


@given(HANGUL)
def test_forms_are_of_hangul_and_none_stands_twice(stem: str) -> None:
    forms = verb_forms(stem)
    assert len(forms) == len({*forms})
    assert all("가" <= syllable <= "힣" for form in forms for syllable in form)
    assert all(len(each) == len(stem) for each in stems_of(stem))
