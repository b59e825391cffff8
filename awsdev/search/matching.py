"""Where the terms of a query stand in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awsdev.search.query import Term
from awsdev.search.tokens import Phrase, Placed, is_hangul

Span = tuple[int, int]


def standing(written: Iterable[str], line: str) -> list[str]:
    """Return which phrases stand in a line; both are written as tokens between blanks."""
    return [phrase for phrase in written if phrase in line]


def follow(first: list[str], second: list[str], line: str) -> bool:
    """Tell whether one of some phrases is followed by one of others in a line."""
    return any(one + other[1:] in line for one in first for other in second)


def spans(term: Term, text: str, placed: list[Placed]) -> list[Span]:
    """Return where a term begins and ends in a text, in order.

    Args:
        term: The term.
        text: A composed text.
        placed: Its tokens, and where each stands.
    """
    line = f" {' '.join(token for token, _, _ in placed)} "
    # Most phrases stand in no line, which is seen at a glance.
    there = (each for each in term.phrases if _is_alone(each) or f" {' '.join(each)} " in line)
    return sorted({span for phrase in there for span in _spans(phrase, placed, text)})


def _spans(phrase: Phrase, placed: list[Placed], text: str) -> Iterator[Span]:
    if _is_alone(phrase):
        yield from _alone(phrase[0][1:], placed, text)
        return
    for at in range(len(placed) - len(phrase) + 1):
        if all(placed[at + n][0] == token for n, token in enumerate(phrase)):
            yield placed[at][1], placed[at + len(phrase) - 1][2]


def _is_alone(phrase: Phrase) -> bool:
    return phrase[0].startswith("·")


def _alone(syllable: str, placed: list[Placed], text: str) -> Iterator[Span]:
    for token, begin, end in placed:
        if token == syllable and not (begin and is_hangul(text[begin - 1])):
            yield begin, end
