"""The index finds what a reader of all pages would find."""

from __future__ import annotations

import random
import re

import pytest

from awsdev.search.document import Document
from awsdev.search.index import Index, rarity
from awsdev.search.lexicon import Lexicon
from awsdev.search.tokens import phrase
from tests.conftest import Prove

NO_TOKEN = re.compile(r"[\W_]+")


def texts(document: Document) -> list[str]:
    """The fields of a document, with nothing between its letters."""
    title = "\n".join((document.title, *document.names, *document.about))
    prose = "\n".join(document.lines)
    asked = "\n".join(document.asked)
    fields = (title, document.heading, prose, asked, document.examples)
    return [NO_TOKEN.sub("", field).casefold() for field in fields]


def test_any_part_of_a_korean_word_is_found_where_it_stands(
    documents: list[Document], index: Index, prove: Prove
) -> None:
    """Of any length from two syllables, inside of words and across blanks: as `in` finds it."""
    stripped = {number: texts(document) for number, document in enumerate(documents, 1)}
    chance = random.Random(20261129)  # noqa: S311 - which parts are tried is no secret
    korean = [text for fields in stripped.values() for text in fields if "가" <= text[:1] <= "힣"]
    for _ in range(300):
        text = chance.choice(korean)
        start, length = chance.randrange(len(text)), chance.choice((2, 2, 3, 4, 6))
        part = text[start : start + length]
        if not re.fullmatch("[가-힣]{2,}", part):
            continue
        expected = {n for n, fields in stripped.items() if any(part in field for field in fields)}
        assert index.scores([tuple(part)]).keys() == expected, part
        assert index.has(tuple(part))
        prove("part of a Korean word found where it stands", "Python's `in`")


def test_a_word_of_one_syllable_is_found_as_a_word(index: Index) -> None:
    """`키` with any particle, and not in `아키텍처`."""
    found = [index.document(number) for number in index.scores([("·키",)])]
    assert found
    for document in found:
        lines = (*document.lines, *document.asked)
        text = "\n".join((document.title, *document.names, document.heading, *lines))
        words = re.findall("[가-힣]+", f"{text}\n{document.examples}")
        assert any(word[0] == "키" and len(word) < 5 for word in words), document


def test_english_words_are_found_in_their_forms(index: Index) -> None:
    for forms in (("deploy", "deploys", "deployed", "deployment"), ("policy", "policies")):
        found = [index.scores([phrase(form)]).keys() for form in forms]
        assert all(each == found[0] for each in found)
        assert found[0]


def test_the_better_of_two_that_mean_the_same_counts(index: Index) -> None:
    """And they are as rare as both together, not as each alone."""

    def without_rarity(found: dict[int, float]) -> dict[int, float]:
        return {number: score / rarity(len(index), len(found)) for number, score in found.items()}

    queue, korean = ("queue",), tuple("대기열")
    one, other = (without_rarity(index.scores([phrase])) for phrase in (queue, korean))
    both = without_rarity(index.scores([queue, korean]))
    assert both == pytest.approx({n: max(one.get(n, 0.0), other.get(n, 0.0)) for n in one | other})


def test_what_was_kept_comes_back(documents: list[Document], index: Index) -> None:
    assert len(index) == len(documents)
    for number, document in enumerate(documents, 1):
        assert index.document(number) == document
        assert index.versions(document)[document.language] == document


def test_the_lexicon_comes_back(index: Index, lexicon: Lexicon) -> None:
    assert index.lexicon == lexicon


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("대기열에서", "대기열"),
        ("메시지가", "메시지"),
        ("배포하려면", "배포"),
        ("버전은", "버전"),
        ("한도", "한도"),
        ("속도가", "속도"),
    ],
)
def test_korean_words_lose_their_endings(lexicon: Lexicon, word: str, stem: str) -> None:
    stems = list(lexicon.stems(word))
    assert stem in stems
    assert stems[-1] == word
