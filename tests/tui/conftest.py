"""What tests of the browser share: a browser over the fixtures' topics and scaffolds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from awsdev.locations import content_folder
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.search.documents import all_documents
from awsdev.search.index import Index
from awsdev.search.lexicon import load_lexicon
from awsdev.tui.address import HOME, Address
from awsdev.tui.app import Browser
from awsdev.tui.finder import Finder
from awsdev.tui.look import DARK
from awsdev.tui.shelf import Shelf
from tests.notes.golden import CONTENT
from tests.scaffolds.workshop import TEMPLATES

Make = Callable[..., Browser]


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make a browser over the fixtures, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWSDEV_CACHE_DIR", f"{tmp_path}.cache")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def make(
        start: Address = HOME,
        language: Language = Language.EN,
        theme: str = DARK,
        finder: Finder | None = None,
    ) -> Browser:
        shelf = Shelf(Library(CONTENT), Catalogue([TEMPLATES]))
        return Browser(shelf, finder or fixture_finder(shelf), language, start, theme)

    return make


def fixture_finder(shelf: Shelf) -> Finder:
    """Return a finder over what is on a shelf; its index is made at the first search."""

    @contextmanager
    def open_index() -> Iterator[Index]:
        import sqlite3  # noqa: PLC0415 - only where something is searched

        database = sqlite3.connect(":memory:")
        try:
            index = Index(database)
            index.fill(
                all_documents(shelf.library, shelf.catalogue), load_lexicon(content_folder())
            )
            yield index
        finally:
            database.close()

    return Finder(open_index)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until everything that was begun is done and shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete(
        [worker for worker in pilot.app.workers if worker.group in ("open", "search")]
    )
    await pilot.pause()
