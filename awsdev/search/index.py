"""The index: a table of SQLite's full-text search, filled with tokens of our own.

SQLite ranks with BM25. What its tokenizers do to Hangul, and to English, is not asked of them.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from awsdev.names import name_key
from awsdev.notes.language import Language
from awsdev.search.document import Document, Kind
from awsdev.search.lexicon import Lexicon
from awsdev.search.tokens import HANGUL, Phrase, alone, composed, latin_words, tokens

WEIGHTS = {"title": 1.0, "heading": 1.0, "prose": 1.0, "asked": 2.0, "examples": 0.2}
"""What a token counts for, by where it stands. Names stand with the title."""

_COLUMNS = ", ".join(WEIGHTS)
_FACTORS = ", ".join(map(str, WEIGHTS.values()))
_INSERT = f"INSERT INTO tokens(rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
_RANK = f"SELECT rowid, -bm25(tokens, {_FACTORS}) FROM tokens WHERE tokens MATCH ?"  # noqa: S608 - as above
_SCHEMA = f"""
CREATE VIRTUAL TABLE tokens USING fts5({_COLUMNS}, content='', tokenize='ascii');
CREATE TABLE words (word TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE lexicon (data TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, thing TEXT NOT NULL, data TEXT NOT NULL, lines TEXT NOT NULL
);
CREATE INDEX things ON documents (thing);
CREATE TABLE names (name TEXT NOT NULL, number INTEGER NOT NULL);
CREATE INDEX numbers ON names (name);
"""


_Cut = tuple[list[str], list[str]]


class Index:
    """What can be found.

    Args:
        database: An empty one, to be filled, or one that was.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        (count,) = self._database.execute("SELECT count(*) FROM documents").fetchone()
        return int(count)

    def fill(self, documents: Iterable[Document], lexicon: Lexicon) -> None:
        """Fill an empty database."""
        self._database.executescript(_SCHEMA)
        words: Counter[str] = Counter()
        for number, document in enumerate(documents, 1):
            columns = _columns(document)
            cut = [[_cut(text, lexicon) for text in texts] for texts in columns]
            self._database.execute(_INSERT, (number, *map(_column, cut)))
            words.update(latin_words("\n".join(chain(*columns))))
            *looked_at, _examples = cut
            lines = "\n".join(map(_line, chain(*looked_at)))
            self._database.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?)",
                (number, _thing(document), _as_text(document), lines),
            )
            self._database.executemany(
                "INSERT INTO names VALUES (?, ?)", ((name, number) for name in _names(document))
            )
        self._database.executemany("INSERT INTO words VALUES (?, ?)", sorted(words.items()))
        self._database.execute("INSERT INTO lexicon VALUES (?)", (lexicon.as_text(),))
        self._database.execute("INSERT INTO tokens(tokens) VALUES ('optimize')")
        self._database.commit()

    def scores(self, alternatives: Iterable[Phrase]) -> dict[int, float]:
        """Return how well each document that has one of some phrases fits, by its number.

        They mean the same: of those a document has, that counts which fits best, and they are as
        rare as all together. SQLite takes each for as rare as it is alone, which is taken back.
        """
        documents = len(self)
        best: dict[int, float] = {}
        for phrase in alternatives:
            found = self._database.execute(_RANK, (_quoted(phrase),)).fetchall()
            alone = _sqlites_rarity(documents, len(found))
            for number, score in found:
                best[number] = max(score / alone, best.get(number, 0.0))
        together = rarity(documents, len(best))
        return {number: score * together for number, score in best.items()}

    def has(self, phrase: Phrase) -> bool:
        """Tell whether any document has a phrase."""
        query = "SELECT 1 FROM tokens WHERE tokens MATCH ? LIMIT 1"
        return self._database.execute(query, (_quoted(phrase),)).fetchone() is not None

    def words(self) -> dict[str, int]:
        """Return the words of Latin letters there are, and how many documents have each."""
        return dict(self._database.execute("SELECT word, documents FROM words"))

    @cached_property
    def lexicon(self) -> Lexicon:
        """What is known of words."""
        (text,) = self._database.execute("SELECT data FROM lexicon").fetchone()
        return Lexicon.from_text(text)

    def document(self, number: int) -> Document:
        """Return a document by its number."""
        query = "SELECT data FROM documents WHERE number = ?"
        (text,) = self._database.execute(query, (number,)).fetchone()
        return _from_text(text)

    def named(self, name: str) -> set[int]:
        """Return the numbers of rules, scaffolds and answers of topics that go by a name."""
        query = "SELECT number FROM names WHERE name = ?"
        return {number for (number,) in self._database.execute(query, (name_key(name),))}

    def lines(self, number: int) -> list[str]:
        """Return its lines, and what is asked, as tokens between blanks; title and names first."""
        query = "SELECT lines FROM documents WHERE number = ?"
        (text,) = self._database.execute(query, (number,)).fetchone()
        return str(text).split("\n")

    def versions(self, document: Document) -> dict[Language, Document]:
        """Return a document in every language it is written in."""
        query = "SELECT data FROM documents WHERE thing = ?"
        rows = self._database.execute(query, (_thing(document),))
        return {found.language: found for found in (_from_text(text) for (text,) in rows)}


def rarity(documents: int, found: int) -> float:
    """Return what it counts for that a document has what so many of all have."""
    return math.log(1 + (documents - found + 0.5) / (found + 0.5))


def _sqlites_rarity(documents: int, found: int) -> float:
    return max(math.log((documents - found + 0.5) / (found + 0.5)), 1e-6)


def _columns(document: Document) -> list[Sequence[str]]:
    """Return the texts of a document, by the columns of `WEIGHTS`."""
    heading = document.heading or document.title
    return [[_title(document)], [heading], document.lines, document.asked, [document.examples]]


def _title(document: Document) -> str:
    return "\n".join((document.title, *document.names, *document.about))


def _names(document: Document) -> set[str]:
    """Return the names of what a document is the whole of, or the beginning."""
    if document.section:
        return set()
    return {name_key(name) for name in (document.title, *document.names)}


def _cut(text: str, lexicon: Lexicon) -> _Cut:
    """Return a text's tokens, and those of its words of one syllable."""
    short = map(lexicon.alone, HANGUL.findall(composed(text)))
    return tokens(text), [alone(syllable) for syllable in short if syllable]


def _column(texts: list[_Cut]) -> str:
    """Return texts as a column: words of one syllable are no part of any phrase, so they end it."""
    found, short = zip(*texts, strict=True) if texts else ((), ())
    return " ".join(chain(*found, *short))


def _line(text: _Cut) -> str:
    return f" {_column([text])} "


def _quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase) + '"'


def _thing(document: Document) -> str:
    return f"{document.kind} {document.name}#{document.section}"


def _as_text(document: Document) -> str:
    values = {name: getattr(document, name) for name in Document.__slots__}
    return json.dumps(values, ensure_ascii=False)


def _from_text(text: str) -> Document:
    values: dict[str, Any] = json.loads(text)
    values["kind"], values["language"] = Kind(values["kind"]), Language(values["language"])
    for name in ("names", "about", "lines", "asked"):
        values[name] = tuple(values[name])
    return Document(**values)
