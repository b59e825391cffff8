"""The index of the site's search: the documents of `awsdev search` and its numbers, as a script.

A page that lies in a folder may load scripts and nothing else, so the index is one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from awsdev.search import index, query, ranking
from awsdev.search.document import Document
from awsdev.search.lexicon import Lexicon
from awsdev.search.tokens import composed, latin_words, parts, stem, words


def search_index(documents: Iterable[Document], lexicon: Lexicon) -> str:
    """Return a script that gives all that the search in a browser needs to know."""
    examples: dict[str, int] = {"": -1}
    rows, texts = [], []
    for each in documents:
        if each.examples not in examples:
            examples[each.examples] = len(examples) - 1
        rows.append(_row(each, examples[each.examples]))
        head = (each.title, each.heading, *each.names, *each.about)
        texts.append("\n".join((*head, *each.lines, each.examples)))
    data = {
        "numbers": _numbers(),
        "lexicon": json.loads(lexicon.as_text()),
        "stems": _stems([*texts, *(text for group in lexicon.groups for text in group)]),
        "examples": list(examples)[1:],
        "documents": rows,
    }
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.awsdevIndex = {packed};\n"


def _row(document: Document, examples: int) -> list[object]:
    return [
        str(document.kind),
        document.name,
        str(document.language),
        document.section,
        document.title,
        document.heading,
        document.names,
        document.about,
        document.lines,
        examples,
    ]


def _stems(texts: list[str]) -> dict[str, str]:
    """Return the English words there are by their stems, so that no browser needs a stemmer."""
    found: set[str] = set()
    for text in texts:
        found |= latin_words(text)
        runs = (run for chunk in words(composed(text)) for run in chunk)
        found.update(part for run in runs for part in parts(run))
    by_stem: dict[str, list[str]] = defaultdict(list)
    for word in sorted(found):
        by_stem[stem(word)].append(word)
    return {each: " ".join(some) for each, some in by_stem.items()}


def _numbers() -> dict[str, object]:
    """Return the numbers of the ranking, under the names that they have in a browser."""
    return {
        "weights": index.WEIGHTS,
        "longest": query.LONGEST,
        "guessed": query.GUESSED,
        "begun": query.BEGUN,
        "alike": query.ALIKE,
        "shortest": query.SHORTEST_SLIP,
        "rare": query.RARE,
        "common": query.COMMON,
        "candidates": ranking.CANDIDATES,
        "inOneLine": ranking.IN_ONE_LINE,
        "inATitle": ranking.IN_A_TITLE,
        "oneAfterTheOther": ranking.ONE_AFTER_THE_OTHER,
        "evened": ranking.EVENED,
        "anAnswer": ranking.AN_ANSWER,
        "amongOthers": ranking.AMONG_OTHERS,
        "askedFor": ranking.ASKED_FOR,
        "starters": ranking.STARTER_WORDS,
    }
