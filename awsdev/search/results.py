"""What a search answers: places to open, each with the line that shows why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from awsdev.notes.language import Language
from awsdev.search.document import Document, Kind
from awsdev.search.index import Index
from awsdev.search.query import Term, read_query
from awsdev.search.ranking import Ranked, rank
from awsdev.search.snippets import Snippet, snippet
from awsdev.search.tokens import HANGUL, composed


@dataclass(frozen=True, slots=True)
class Result:
    """A place that was found.

    Attributes:
        document: What is there, in the language it is shown in.
        snippet: The line that shows best why it was found.
        score: How well it answers; only compared within one search.
    """

    document: Document
    snippet: Snippet
    score: float

    @property
    def command(self) -> list[str]:
        """Return the words of the command that opens it, without `awsdev`."""
        document = self.document
        match document.kind:
            case Kind.RULE:
                return ["explain", document.name]
            case Kind.SCAFFOLD:
                return ["scaffold", document.name, "--explain"]
            case Kind.TOPIC:
                section = f"#{document.section}" if document.section else ""
                return ["show", document.name + section]

    def as_json(self) -> dict[str, Any]:
        """Return it as `search --format json` prints it."""
        document = self.document
        return {
            "kind": str(document.kind),
            "topic" if document.kind is Kind.TOPIC else str(document.kind): document.name,
            "section": document.section,
            "title": document.title,
            "heading": document.heading,
            "language": str(document.language),
            "snippet": self.snippet.text,
            "score": round(self.score, 3),
            "command": " ".join(["awsdev", *self.command]),
        }


def search(index: Index, query: str, language: Language, limit: int) -> list[Result]:
    """Return the places that answer a query best, the best first.

    A place is found by its text in any language, and shown in that of the query: Korean where it
    has a letter of it, else the reader's.

    Args:
        index: What can be found.
        query: What the reader typed.
        language: The reader's.
        limit: How many at most.
    """
    terms = read_query(query, index)
    shown = Language.KO if HANGUL.search(composed(query)) else language
    results: list[Result] = []
    seen: set[tuple[str, ...]] = set()
    for ranked in rank(index, terms):
        document = ranked.document
        place = (document.kind, document.name, document.section)
        if place not in seen and len(results) < limit:
            seen.add(place)
            results.append(_result(index, ranked, shown, terms))
    return results


def _result(index: Index, ranked: Ranked, language: Language, terms: list[Term]) -> Result:
    document = index.versions(ranked.document).get(language, ranked.document)
    return Result(document, snippet(document, terms), ranked.score)
