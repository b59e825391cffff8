"""Which documents answer a query best.

BM25 finds the candidates: words that few documents have count more. Of those, one that has many of
the words in one line says more than one that has them here and there, and so does one whose title
or names have them. The numbers were found with the labelled queries in `benchmarks/`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from awsdev.search.document import Document, Kind
from awsdev.search.index import Index
from awsdev.search.matching import stands_in
from awsdev.search.query import Term
from awsdev.search.tokens import phrase

CANDIDATES = 60
"""Documents that are looked at line by line."""
IN_ONE_LINE, IN_A_TITLE = 5.0, 0.5
"""What it counts for that all words stand in one line, or in the title and the names."""
ONE_AFTER_THE_OTHER = 0.3
"""What it counts for that the query stands there word for word."""
OF_A_RULE, AN_ANSWER = 0.85, 0.85
"""Pages of rules and the answers of topics are short: BM25 takes them for more to the point than
they are."""
AMONG_OTHERS = 0.5
"""What it counts for that the rest of a topic answers as well, the topic that answers most = 1."""
ASKED_FOR = 2.0
STARTER_WORDS = ("scaffold", "project", "starter", "boilerplate", "skeleton")
STARTERS = {phrase(word) for word in STARTER_WORDS}
"""Words that ask for a scaffold, and what it counts for."""


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
    scores, rarity = _scores(index, terms, said)
    named = index.named(said)
    best = sorted(scores, key=lambda number: (-scores[number], number))[:CANDIDATES]
    look = _Look(rarity)
    ranked = []
    for number in {*best, *named}:
        document = index.document(number)
        factor = look.at(document, index.lines(number))
        ranked.append(Ranked(number, document, scores.get(number, 0.0) * factor))
    raised = _by_name(list(_among_others(ranked)), named)
    return sorted(raised, key=lambda each: (-each.score, each.number))


def _scores(
    index: Index, terms: list[Term], said: str
) -> tuple[dict[int, float], dict[Term, float]]:
    """Return what BM25 gives each document, and what each term counts for, the rare ones more.

    A document is taken for as much less as it has of the query.
    """
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    rarity: dict[Term, float] = {}
    documents = len(index)
    for term in terms:
        found = index.scores(term.phrases)
        rarity[term] = term.weight * math.log(1 + documents / max(1, len(found)))
        for number, score in found.items():
            scores[number] += score * term.weight
            covered[number] += rarity[term]
    if len(terms) > 1:
        for number, score in index.scores([phrase(said)]).items():
            scores[number] += score * ONE_AFTER_THE_OTHER
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
        rarity: The terms of a query, and what each counts for.
    """

    def __init__(self, rarity: dict[Term, float]) -> None:
        self._rarity = rarity
        self._whole = sum(rarity.values())
        self._asks_for_scaffold = any(STARTERS & {*term.phrases} for term in rarity)

    def at(self, document: Document, lines: list[str]) -> float:
        """Return by how much more, or less, a document says than BM25 sees.

        Args:
            document: The document.
            lines: Its lines in tokens, the title and names first.
        """
        title, *others = lines
        factor = 1 + IN_ONE_LINE * max(map(self._share, others))
        factor *= 1 + IN_A_TITLE * self._share(title)
        if document.kind is Kind.RULE:
            factor *= OF_A_RULE
        if document.kind is Kind.TOPIC and not document.section:
            factor *= AN_ANSWER
        if document.kind is Kind.SCAFFOLD and self._asks_for_scaffold:
            factor *= ASKED_FOR
        return factor

    def _share(self, line: str) -> float:
        """Return how much of the query stands in a line, rare words counted for more."""
        found = (weight for term, weight in self._rarity.items() if stands_in(term, line))
        return sum(found) / self._whole
