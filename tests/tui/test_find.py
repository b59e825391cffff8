"""Find in a page, as a reader types it."""

from __future__ import annotations

import unicodedata

import pytest

from awsdev.tui.find import find

LINES = [
    "처리하는 동안 가시성 제한   ",
    "  시간을 연장합니다. VisibilityTimeout",
    "┃ and the next line breaks after able",
    "┃ to read; 가 나",
]


def found(query: str) -> list[list[tuple[int, int, int]]]:
    return [[(s.line, s.begin, s.end) for s in hit] for hit in find(LINES, query)]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("visibilityTIMEOUT", [[(1, 21, 38)]]),
        ("연장", [[(1, 9, 13)]]),
        (unicodedata.normalize("NFD", "연장"), [[(1, 9, 13)]]),
        ("가시성 제한 시간", [[(0, 14, 25), (1, 2, 6)]]),
        ("가시성제한시간", [[(0, 14, 25), (1, 2, 6)]]),
        ("able to", [[(2, 33, 37), (3, 2, 4)]]),
        ("then", []),
        ("n.*", []),
        ("   ", []),
        ("", []),
    ],
)
def test_where_it_stands(query: str, hits: list[list[tuple[int, int, int]]]) -> None:
    """In cells, of which a syllable takes two."""
    assert found(query) == hits
