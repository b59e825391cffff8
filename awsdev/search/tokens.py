"""From text to tokens: words of Latin letters and digits, and syllables of Hangul one by one.

Hangul as single syllables makes a word a phrase, which is found inside of longer words, before any
particle, and however it is spaced: what SQLite's own tokenizers cannot do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

Phrase = tuple[str, ...]
"""Tokens that follow one another: stems of words, and syllables."""

Placed = tuple[str, int, int]
"""A token, and where it begins and ends in a text."""

HANGUL = re.compile("[가-힣]+")
_TOKEN = re.compile(r"[가-힣]|[^\W_가-힣]+")
_WORD = re.compile(r"[가-힣]+|[^\W_가-힣]+")
_LATIN = re.compile("[a-zA-Z0-9]+")
_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])['’](?=[A-Za-z])")


def tokens(text: str) -> list[str]:
    """Return a text's tokens in order, a name in camel case as a whole and in its parts."""
    return [token for token, _, _ in placed_tokens(composed(text))]


def placed_tokens(text: str) -> Iterator[Placed]:
    """Yield the tokens of a composed text, and where each begins and ends in it."""
    for run in _TOKEN.finditer(text):
        yield stem(run[0].casefold()), run.start(), run.end()
        for part in _parts(run[0]):
            yield stem(part[0].casefold()), run.start() + part.start(), run.start() + part.end()


def phrase(text: str) -> Phrase:
    """Return the tokens by which a word, or some, are found."""
    text = text.strip()
    if len(text) == 1 and is_hangul(text):
        return (alone(text),)
    return tuple(stem(run.casefold()) for run in _TOKEN.findall(composed(text)))


@cache
def stem(word: str) -> str:
    """Return what an English word has in all its forms; any other word as it is."""
    if not word.isascii():
        return word
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415 - its languages are read when one is asked for

    return snowballstemmer.stemmer("english")


def alone(syllable: str) -> str:
    """Return the token of a word that is a single syllable, which stands in too many others."""
    return f"·{syllable}"


def words(text: str) -> Iterator[list[str]]:
    """Yield the words of each part of a text between blanks: Hangul ends where others begin.

    A word keeps its case, since `VisibilityTimeout` has parts.
    """
    for chunk in composed(text).split():
        yield _WORD.findall(_APOSTROPHE.sub("", chunk))


def latin_words(text: str) -> set[str]:
    """Return the words in Latin letters, as they stand but for their case."""
    return {run.casefold() for run in _latin_runs(text)}


def latin_tokens(text: str) -> set[str]:
    """Return the words in Latin letters and the parts of those in camel case, before stemming."""
    runs = _latin_runs(text)
    return {run.casefold() for run in runs}.union(*map(parts, runs))


def _latin_runs(text: str) -> set[str]:
    return {*_LATIN.findall(composed(text))}


def parts(run: str) -> list[str]:
    """Return the parts of a name in camel case; none of a word that is all one part."""
    return [part[0].casefold() for part in _parts(run)]


def _parts(run: str) -> list[re.Match[str]]:
    found = list(_PART.finditer(run))
    return found if len(found) > 1 else []


def composed(text: str) -> str:
    """Return a text with Hangul and compatible letters in their composed form."""
    return unicodedata.normalize("NFKC", text)


def is_hangul(word: str) -> bool:
    """Tell whether a word is written in Hangul."""
    return "가" <= word[0] <= "힣"
