"""How often search answers a labelled query first, and among the first three.

python benchmarks/search_quality.py
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import load_page
from awsdev.search.document import Document, Kind
from awsdev.search.index import Index
from awsdev.search.results import search
from awsdev.search.store import opened_index

QUERIES = Path(__file__).with_name("search_queries.yaml")
HELD_OUT = "fifth"
"""The set that nothing was tuned with: what a reader may expect."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How some queries were answered.

    Attributes:
        queries: How many there are.
        first: How many were answered by the first result.
        three: How many by one of the first three.
        missed: The others, and what was found instead.
    """

    queries: int
    first: int
    three: int
    missed: list[tuple[str, list[str]]]

    @property
    def shares(self) -> tuple[float, float]:
        """Return the shares found first and among the first three."""
        return self.first / self.queries, self.three / self.queries


def labelled() -> dict[str, list[dict[str, Any]]]:
    """Return the sets of queries by name."""
    sets: dict[str, list[dict[str, Any]]] = yaml.safe_load(QUERIES.read_text("utf-8"))
    for query in (query for queries in sets.values() for query in queries):
        if query.pop("decomposed", False):
            query["query"] = unicodedata.normalize("NFD", query["query"])
    return sets


def tuned(sets: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the queries of all sets that search was tuned with."""
    return [query for name, queries in sets.items() if name != HELD_OUT for query in queries]


def measure(index: Index, queries: list[dict[str, Any]]) -> Quality:
    """Ask every query and see what comes first."""
    first = three = 0
    missed = []
    for query in queries:
        results = search(index, query["query"], Language(query["language"]), 3)
        right = [bool(places(result.document) & {*query["finds"]}) for result in results]
        first += right[:1] == [True]
        three += any(right)
        if not any(right):
            found = [" ".join(result.command) for result in results]
            missed.append((query["query"], found))
    return Quality(len(queries), first, three, missed)


def places(document: Document) -> set[str]:
    """Return the names under which a query may want a document."""
    if document.kind is not Kind.TOPIC:
        return {f"{document.kind}:{document.name}"}
    sections = {document.section, _sections(document.name).get(document.section, "")}
    return {document.name, *(f"{document.name}#{section}" for section in sections)}


@cache
def _sections(slug: str) -> dict[str, str]:
    """Return the section of each part of a topic, by their ids."""
    library, above = Library(), ""
    found = {}
    for section in load_page(library, library.topic(slug), Language.EN).sections:
        above = section.id if section.level == 2 else above
        found[section.id] = above
    return found


def quality_lines() -> list[str]:
    """Return a line for each set and language, and for each language over the tuned sets."""
    sets = labelled()
    together = tuned(sets)
    lines = []
    with opened_index() as index:
        for name, queries in [*sets.items(), ("every tuned", together)]:
            for language in Language:
                some = [query for query in queries if query["language"] == language]
                first, three = measure(index, some).shares
                what = f"{name} set, {language}: {len(some)} queries"
                lines.append(f"{what:44} first {first:.1%}, among three {three:.1%}")
    return lines


if __name__ == "__main__":
    print(*quality_lines(), sep="\n")
