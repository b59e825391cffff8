"""The index of the site's search: the documents of `awsdev search` and its numbers, as a script.

A page that lies in a folder may load scripts and nothing else, so the index is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from awsdev.search import index, query, ranking
from awsdev.search.document import Document
from awsdev.search.lexicon import Lexicon
from awsdev.search.tokens import latin_tokens, stem


def search_index(
    documents: Iterable[Document], words: Iterable[dict[str, set[str]]], lexicon: Lexicon
) -> str:
    """Return a script that gives all that the search in a browser needs to know.

    Args:
        documents: What there is to find.
        words: What `words_by_stem` finds in them, part by part.
        lexicon: Words that stand for others.
    """
    examples: dict[str, int] = {"": -1}
    rows = []
    for each in documents:
        if each.examples not in examples:
            examples[each.examples] = len(examples) - 1
        rows.append(_row(each, examples[each.examples]))
    all_words: dict[str, set[str]] = {}
    for part in words:
        for each_stem, some in part.items():
            all_words.setdefault(each_stem, set()).update(some)
    for group in lexicon.groups:
        _add_words(all_words, " ".join(group))
    data = {
        "numbers": _numbers(),
        "lexicon": json.loads(lexicon.as_text()),
        "stems": {each: " ".join(sorted(all_words[each])) for each in sorted(all_words)},
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
        document.asked,
    ]


def words_by_stem(documents: Iterable[Document]) -> dict[str, set[str]]:
    """Return the English words there are by their stems, so that no browser needs a stemmer."""
    found: dict[str, set[str]] = {}
    examples: set[str] = set()
    for each in documents:
        head = (each.title, each.heading, *each.names, *each.about)
        _add_words(found, "\n".join((*head, *each.lines, *each.asked)))
        # A topic's pages show the same in every language.
        if each.examples not in examples:
            examples.add(each.examples)
            _add_words(found, each.examples)
    return found


def _add_words(found: dict[str, set[str]], text: str) -> None:
    for word in latin_tokens(text):
        found.setdefault(stem(word), set()).add(word)


def _numbers() -> dict[str, object]:
    """Return the numbers of the ranking, under the names that they have in a browser."""
    return {
        "weights": index.WEIGHTS,
        "letters": query.MOST_LETTERS,
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
        "amongOthers": ranking.AMONG_OTHERS,
    }
