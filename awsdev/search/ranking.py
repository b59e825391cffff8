"""Which documents answer a query best.

BM25 finds the candidates: words that few documents have count more. Of those, one that has many of
the words in one line says more than one that has them here and there, and so does one whose title
or names have them, or that has them side by side. The numbers were found with the labelled queries
in `benchmarks/`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from awsdev.search.document import Document, Kind
from awsdev.search.index import Index
from awsdev.search.matching import follow, standing
from awsdev.search.query import Term

CANDIDATES = 60
"""Documents that are looked at line by line."""
IN_ONE_LINE, IN_A_TITLE = 5.0, 1.0
"""What it counts for that all words stand in one line, or in the title and the names."""
ONE_AFTER_THE_OTHER = 2.0
"""What it counts for that all words stand side by side as they do in the query."""
EVENED = 0.3
"""The power to which rarity is raised: readers also type words that are rare by chance."""
AMONG_OTHERS = 1.0
"""What it counts for that the rest of a topic answers as well, the topic that answers most = 1."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document that was found.

    Attributes:
        number: Its number in the index.
        document: It itself.
        score: How well it answers; only compared within one query.
    """

    number: int
    document: Document
    score: float


def rank(index: Index, terms: list[Term]) -> list[Ranked]:
    """Return the documents that answer a query, the best first."""
    said = " ".join(term.typed for term in terms)
    scores, rarity = _scores(index, terms)
    named = index.named(said)
    best = sorted(scores, key=lambda number: (-scores[number], number))[:CANDIDATES]
    look = _Look(rarity)
    ranked = []
    for number in {*best, *named}:
        document = index.document(number)
        factor = look.at(index.lines(number))
        ranked.append(Ranked(number, document, scores.get(number, 0.0) * factor))
    raised = _by_name(list(_among_others(ranked)), named)
    return sorted(raised, key=lambda each: (-each.score, each.number))


def _scores(index: Index, terms: list[Term]) -> tuple[dict[int, float], dict[Term, float]]:
    """Return what BM25 gives each document, and what each term counts for, the rare ones more.

    A document is taken for as much less as it has of the query.
    """
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    rarity: dict[Term, float] = {}
    documents = len(index)
    for term in terms:
        found = index.scores(term.phrases)
        rarity[term] = term.weight * math.log(1 + documents / max(1, len(found))) ** EVENED
        for number, score in found.items():
            scores[number] += score * term.weight
            covered[number] += rarity[term]
    whole = sum(rarity.values())
    return {number: scores[number] * covered[number] / whole for number in scores}, rarity


def _by_name(ranked: list[Ranked], named: set[int]) -> Iterator[Ranked]:
    """Yield what was found, what goes by the name that was typed before all others."""
    most = max((each.score for each in ranked), default=0.0)
    for each in ranked:
        yield replace(each, score=each.score + most) if each.number in named else each


def _among_others(ranked: list[Ranked]) -> Iterator[Ranked]:
    """Yield what was found, that of a topic which answers in many places raised."""
    totals: dict[tuple[Kind, str], float] = defaultdict(float)
    for each in ranked:
        totals[each.document.kind, each.document.name] += each.score
    most = max(totals.values(), default=1.0)
    for each in ranked:
        share = totals[each.document.kind, each.document.name] / most
        yield replace(each, score=each.score * (1 + AMONG_OTHERS * share))


class _Look:
    """A look at documents with a query in mind.

    Args:
        rarity: The terms of a query in order, and what each counts for.
    """

    def __init__(self, rarity: dict[Term, float]) -> None:
        whole = sum(rarity.values())
        self._terms = [[f" {' '.join(each)} " for each in term.phrases] for term in rarity]
        self._shares = [weight / whole for weight in rarity.values()]

    def at(self, lines: list[str]) -> float:
        """Return by how much more a document says than BM25 sees.

        Args:
            lines: Its lines in tokens, the title and names first.
        """
        # Most of what a term may stand as is nowhere in a document, which is seen at a glance.
        whole = "\n".join(lines)
        terms = [standing(written, whole) for written in self._terms]
        found = [[standing(written, line) for written in terms] for line in lines]
        title, *others = map(self._share, found)
        factor = 1 + IN_ONE_LINE * max(others)
        factor *= 1 + IN_A_TITLE * title
        return factor * (1 + ONE_AFTER_THE_OTHER * self._side_by_side(found, lines))

    def _share(self, found: list[list[str]]) -> float:
        """Return how much of the query was found in a line, rare words counted for more."""
        return sum(share for share, phrases in zip(self._shares, found, strict=True) if phrases)

    def _side_by_side(self, found: list[list[list[str]]], lines: list[str]) -> float:
        """Return how much of the query stands somewhere as it does in the query."""
        return sum(
            sum(self._shares[at : at + 2]) / 2
            for at in range(len(self._shares) - 1)
            if any(
                follow(there[at], there[at + 1], line)
                for there, line in zip(found, lines, strict=True)
            )
        )
