"""What search knows of words: synonyms, the endings of Korean words, words that say nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from awsdev.search.korean import verb_forms
from awsdev.search.tokens import Phrase, phrase

if TYPE_CHECKING:
    from awsdev.datafile import Fields

_VERB = re.compile("[가-힣]+-다")
_LEAST = 2
"""Syllables that must be left of a word: too much begins with a single one."""


@dataclass(frozen=True)
class Lexicon:
    """What is known of words.

    Attributes:
        endings: What Korean words end in.
        stop_words: Words that say nothing of what a query is about.
        groups: Texts that mean the same.
    """

    endings: frozenset[str]
    stop_words: frozenset[str]
    groups: tuple[tuple[str, ...], ...]

    @cached_property
    def synonyms(self) -> dict[Phrase, frozenset[Phrase]]:
        """Return the phrases that mean the same as a phrase, itself included."""
        found: dict[Phrase, frozenset[Phrase]] = {}
        for group in self.groups:
            phrases = frozenset(each for text in group if (each := phrase(text)))
            # A word of two groups means all that they mean; the others of them do not.
            found |= {each: phrases | found.get(each, frozenset()) for each in phrases}
        return found

    def says_nothing(self, word: str) -> bool:
        """Tell whether a word says nothing of what a query is about."""
        return word.casefold() in self.stop_words

    def stems(self, word: str, least: int = _LEAST) -> Iterator[str]:
        """Yield what a Korean word may be on a page, the shortest first, itself last.

        Args:
            word: A word in Hangul.
            least: Syllables that must be left.
        """
        forms = {word}
        for length in range(len(word) - 1, least - 1, -1):
            if any(
                word[length : len(form)] in self.endings for form in forms if len(form) > length
            ):
                forms.add(word[:length])
        yield from sorted(forms, key=len)

    def alone(self, word: str) -> str:
        """Return the one syllable that a Korean word is but for its ending; empty for most."""
        if len(word) == 1 or word[1:] in self.endings:
            return word[0]
        return ""

    def as_text(self) -> str:
        """Return it as a text that `from_text` reads."""
        return json.dumps([sorted(self.endings), sorted(self.stop_words), self.groups])

    @classmethod
    def from_text(cls, text: str) -> Lexicon:
        """Return what `as_text` has written."""
        endings, stop_words, groups = json.loads(text)
        return cls(frozenset(endings), frozenset(stop_words), tuple(map(tuple, groups)))


def load_lexicon(content: Path) -> Lexicon:
    """Read `search.yaml` and the terms of `glossary.yaml`.

    Raises:
        DataFileError: One of them does not hold together.
    """
    from awsdev.datafile import read_yaml  # noqa: PLC0415 - a search finds the words in the index

    fields = read_yaml(content / "search.yaml")
    groups = fields.take("synonyms", list)
    for group in groups:
        if not isinstance(group, list) or any(not isinstance(text, str) for text in group):
            raise fields.error(f"synonyms: {group} is no list of texts")
    lexicon = Lexicon(
        frozenset(fields.take("endings", str).split()),
        frozenset(fields.take("stop_words", str).split()),
        (*_of_glossary(read_yaml(content / "glossary.yaml")), *map(_in_all_forms, groups)),
    )
    fields.done()
    return lexicon


def _in_all_forms(group: list[str]) -> tuple[str, ...]:
    """Return texts that mean the same, a Korean verb as the beginnings of all its forms."""
    forms = (verb_forms(text[:-2]) if _VERB.fullmatch(text) else [text] for text in group)
    return tuple(chain.from_iterable(forms))


def _of_glossary(fields: Fields) -> Iterator[tuple[str, ...]]:
    for english, term in fields.children("terms").items():
        korean = term.take("ko", str, "")
        yield (english, korean, *term.texts("avoid_ko"), *term.texts("avoid_en"))
