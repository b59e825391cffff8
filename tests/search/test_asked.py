"""What readers ask leads to what answers it, for every place there is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from awsdev.errors import AwsdevError
from awsdev.lint.explain import list_rules
from awsdev.locations import content_folder
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.search.asked import ANSWER, Asked
from awsdev.search.document import Document, Kind
from awsdev.search.index import Index
from awsdev.search.results import search
from awsdev.search.tokens import HANGUL
from tests.conftest import Prove

FOLDER = content_folder() / "asked"
LEAST = 0.97
"""A few questions are answered in more places than results are looked at."""
SOME, SHARES = 40, 4


def _asked(documents: list[Document]) -> list[tuple[str, Document]]:
    return [(question, each) for each in documents for question in each.asked]


def _answered(index: Index, questions: list[tuple[str, Document]], prove: Prove) -> None:
    missed = []
    for question, wanted in questions:
        found = [each.document for each in search(index, question, wanted.language, 5)]
        places = {(each.kind, each.name, each.section) for each in found}
        if (wanted.kind, wanted.name, wanted.section) not in places:
            missed.append((question, wanted.name, wanted.section))
    assert len(missed) <= (1 - LEAST) * len(questions), missed
    prove(
        "question of a reader that finds its place",
        "a reader's judgement",
        len(questions) - len(missed),
    )


def test_some_questions_find_their_places(
    documents: list[Document], index: Index, prove: Prove
) -> None:
    _answered(index, _asked(documents)[::SOME], prove)


# Thousands of searches.
@pytest.mark.gate
@pytest.mark.parametrize("share", range(SHARES))
def test_every_question_finds_its_place(
    documents: list[Document], index: Index, share: int, prove: Prove
) -> None:
    _answered(index, _asked(documents)[share::SHARES], prove)


def test_every_place_that_says_something_is_asked_in_both_languages(
    documents: list[Document],
) -> None:
    for each in documents:
        if not each.lines and not each.examples:
            continue
        korean = [question for question in each.asked if HANGUL.search(question)]
        english = len(each.asked) - len(korean)
        where = (each.name, each.section, each.language)
        if each.kind is not Kind.TOPIC or each.language is Language.KO:
            assert korean, where
        if each.kind is not Kind.TOPIC or each.language is Language.EN:
            assert english, where


def test_nothing_is_asked_of_what_is_not_there(documents: list[Document]) -> None:
    places = {(each.name, each.section or ANSWER) for each in documents}
    slugs = Library().slugs
    assert {path.stem for path in (FOLDER / "topics").iterdir()} == {*slugs}
    for slug in slugs:
        sections = yaml.safe_load((FOLDER / "topics" / f"{slug}.yaml").read_text("utf-8"))
        assert {(slug, section) for section in sections} <= places
    asked = Asked(content_folder())
    assert asked.rules.keys() == {rule["code"] for rule in list_rules()}
    assert asked.scaffolds.keys() <= {*awsdevs_catalogue().names}


def test_no_place_is_asked_the_same_twice(documents: list[Document]) -> None:
    for each in documents:
        questions = [question.casefold() for question in each.asked]
        assert len(questions) == len({*questions}), (each.name, each.section)


def test_a_file_that_does_not_hold_together_is_told(tmp_path: Path) -> None:
    place = tmp_path / "asked" / "topics" / "queue.yaml"
    place.parent.mkdir(parents=True)
    place.write_text("how: [1]\n", "utf-8")
    with pytest.raises(AwsdevError, match=r"queue\.yaml: how holds something that is not text"):
        Asked(tmp_path).of_topic("queue")
    assert Asked(tmp_path).of_topic("topic") == Asked(tmp_path).rules == {}
