"""What tests of the search share: the index of all there is to find."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from awsdev.locations import content_folder
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.search.document import Document
from awsdev.search.documents import all_documents
from awsdev.search.index import Index
from awsdev.search.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    return list(all_documents(Library(), awsdevs_catalogue()))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(content_folder())


@pytest.fixture(scope="session")
def index(documents: list[Document], lexicon: Lexicon) -> Iterator[Index]:
    database = sqlite3.connect(":memory:")
    index = Index(database)
    index.fill(documents, lexicon)
    yield index
    database.close()
