"""The line of a document that shows best why it was found."""

from __future__ import annotations

from dataclasses import dataclass

from awsdev.search.document import Document
from awsdev.search.matching import Span, spans
from awsdev.search.query import Term
from awsdev.search.tokens import composed, placed_tokens


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line with hits in it.

    Attributes:
        text: The line.
        hits: Where its hits begin and end, in order, none over another.
    """

    text: str
    hits: tuple[Span, ...] = ()


def snippet(document: Document, terms: list[Term]) -> Snippet:
    """Return the line with hits for the most terms, prose before examples.

    Names are a line where no other has a hit; where they have none either, it is the first one.
    """
    told = [*document.lines, *document.examples.splitlines()]
    first = Snippet(document.lines[0] if document.lines else document.title)
    return _best(told, terms) or _best([", ".join(document.names)], terms) or first


def _best(texts: list[str], terms: list[Term]) -> Snippet | None:
    """Return the first line with hits for the most terms; None where none has any."""
    best, most = None, 0
    for text in texts:
        line = composed(" ".join(text.split()))
        placed = list(placed_tokens(line))
        found = [there for term in terms if (there := spans(term, line, placed))]
        if len(found) > most:
            most, best = len(found), Snippet(line, _merged(found))
    return best


def cut(whole: Snippet, length: int) -> Snippet:
    """Return a snippet of no more characters than `length`, its first hit in it."""
    if len(whole.text) <= length:
        return whole
    first = whole.hits[0][0] if whole.hits else 0
    begin = max(0, min(first - length // 3, len(whole.text) - length + 1))
    # At the beginning of a word, where one begins before the hit.
    begin = whole.text.find(" ", begin, first) + 1 or begin if begin else 0
    before = "…" if begin else ""
    after = "…" if len(whole.text) - begin > length - len(before) else ""
    end = begin + length - len(before) - len(after)
    shift = len(before) - begin
    hits = tuple((a + shift, min(b, end) + shift) for a, b in whole.hits if begin <= a < end)
    return Snippet(before + whole.text[begin:end] + after, hits)


def _merged(found: list[list[Span]]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for begin, end in sorted(span for there in found for span in there):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)
