"""From what a reader typed to terms: what each word may stand as on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from awsdev.search.index import Index
from awsdev.search.korean import stems_of, verb_forms
from awsdev.search.lexicon import Lexicon
from awsdev.search.tokens import Phrase, composed, is_hangul, parts, phrase, words

MOST_LETTERS = 200
"""What is read of a query: an error that was pasted whole has said by then what it is about."""
LONGEST = 5
"""Words that may belong together."""
GUESSED, BEGUN = 0.8, 0.7
"""What a term counts for that was likely misspelt, or of which only the beginning is found."""
ALIKE = 0.78
"""How much of two words must be the same for one to be a slip of the other."""
SHORTEST_SLIP = 4
RARE, COMMON = 3, 30
"""Documents: a word of so few may be a slip of one of so many."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query, or some that belong together.

    Attributes:
        typed: As it was typed, or was likely meant to be.
        phrases: What it may stand as on a page; empty where no page has it.
        weight: What it counts for: as many words as it is, and less where it is a guess.
    """

    typed: str
    phrases: tuple[Phrase, ...]
    weight: float = 1.0


def read_query(query: str, index: Index) -> list[Term]:
    """Return the terms of a query; none of one without a letter or a digit."""
    lexicon = index.lexicon
    typed = [
        word
        for chunk in words(composed(query)[:MOST_LETTERS])
        for word in _without_particle(chunk, lexicon)
    ]
    reader = _Reader(index, lexicon)
    said = _once(reader.terms(typed, lexicon.says_nothing))
    # Where all of it says nothing, that is what is looked for.
    return said or _once(reader.terms(typed, lambda _: False))


def _once(terms: Iterable[Term]) -> list[Term]:
    """Return terms without those that say again what one before has said."""
    found: dict[tuple[Phrase, ...] | str, Term] = {}
    for term in terms:
        found.setdefault(term.phrases or term.typed, term)
    return list(found.values())


def _without_particle(chunk: list[str], lexicon: Lexicon) -> list[str]:
    """Leave out the particle behind a word in other letters, as in `404가`."""
    is_particle = len(chunk) > 1 and not is_hangul(chunk[-2]) and chunk[-1] in lexicon.endings
    return chunk[:-1] if is_particle else chunk


def _other_forms(form: str) -> Iterator[str]:
    """Yield how else a verb may stand on a page, from the beginning of one of its forms."""
    for stem in stems_of(form):
        if len(stem) > 1 and not stem.endswith("하"):
            yield from verb_forms(stem)


class _Reader:
    """Reads words against what an index has."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._words: dict[str, int] | None = None

    def terms(self, typed: list[str], leave_out: Callable[[str], bool]) -> Iterator[Term]:
        at = 0
        while at < len(typed):
            count, phrases = self._known(typed[at : at + LONGEST])
            if count:
                yield Term(" ".join(typed[at : at + count]), phrases, float(count))
            elif leave_out(typed[at]):
                pass
            elif is_hangul(typed[at]):
                yield from self._korean(typed[at])
            else:
                yield from self._latin(typed[at], leave_out)
            at += max(count, 1)

    def _known(self, typed: list[str]) -> tuple[int, tuple[Phrase, ...]]:
        """Return how many of the first words are a term with synonyms, and these."""
        for count in range(len(typed), 0, -1):
            *before, last = typed[:count]
            forms = list(self._lexicon.stems(last, least=1)) if is_hangul(last) else [last]
            for form in reversed(forms):
                if same := self._there(self._synonyms(phrase(" ".join([*before, form])))):
                    return count, same
        return 0, ()

    def _korean(self, word: str) -> list[Term]:
        forms = list(self._lexicon.stems(word))
        for form in forms:
            if found := self._there([phrase(form)]):
                same = self._there(map(phrase, _other_forms(form))) if form != word else ()
                return [Term(word, tuple(sorted({*found, *same})))]
        for form in forms:
            if found := self._there(map(phrase, _other_forms(form))):
                return [Term(word, found)]
        if two := self._two_in_one(word):
            return two
        if known := self._known_part(word):
            return [known]
        for length in range(len(word) - 1, 1, -1):
            if found := self._there([phrase(word[:length])]):
                return [Term(word, found, BEGUN)]
        return [Term(word, ())]

    def _two_in_one(self, word: str) -> list[Term]:
        """Return the terms of two words that were typed without a blank between them."""
        for cut in range(len(word) - 2, 1, -1):
            first = self._means(word[:cut])
            if not first:
                continue
            if self._lexicon.says_nothing(word[cut:]):
                return [Term(word[:cut], first)]
            for form in self._lexicon.stems(word[cut:]):
                if second := self._means(form):
                    return [Term(word[:cut], first), Term(word[cut:], second)]
        return []

    def _known_part(self, word: str) -> Term | None:
        """Return the longest end of a word that is a known one, as in `구글로그인`."""
        for cut in range(1, len(word) - 1):
            for form in self._lexicon.stems(word[cut:]):
                if same := self._synonyms(phrase(form)):
                    return Term(word, self._there(same), BEGUN)
        return None

    def _means(self, word: str) -> tuple[Phrase, ...]:
        return self._there(self._synonyms(phrase(word)) or [phrase(word)])

    def _latin(self, word: str, leave_out: Callable[[str], bool]) -> list[Term]:
        whole = word.casefold()
        found = self._there([phrase(word), phrase(" ".join(parts(word)))])
        if not found:
            if meant := self._slips(whole):
                return [Term(meant[0], tuple(map(phrase, meant)), GUESSED)]
            # The name of an error that no page spells out may still tell what it is about.
            said = [part for part in parts(word) if not leave_out(part)]
            told = [Term(part, same, GUESSED) for part in said if (same := self._means(part))]
            return told or [Term(word, (), GUESSED)]
        if len(whole) > SHORTEST_SLIP and self._counts().get(whole, 0) <= RARE:
            meant = [each for each in self._slips(whole) if self._counts()[each] >= COMMON]
            return [Term(word, (*found, *map(phrase, meant)))]
        return [Term(word, found)]

    def _slips(self, word: str) -> list[str]:
        """Return words of which one may be a slip."""
        if len(word) < SHORTEST_SLIP:
            return []
        near = [each for each in self._counts() if abs(len(each) - len(word)) <= 2]
        return get_close_matches(word, near, n=2, cutoff=ALIKE)

    def _synonyms(self, of: Phrase) -> frozenset[Phrase]:
        return self._lexicon.synonyms.get(of, frozenset())

    def _counts(self) -> dict[str, int]:
        if self._words is None:
            self._words = self._index.words()
        return self._words

    def _there(self, phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
        return tuple(sorted(each for each in phrases if each and self._index.has(each)))
