"""The index in the user's cache: used as long as nothing it was made from has changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import awsdev
from awsdev.locations import cache_folder, content_folder, templates_folder, user_folder
from awsdev.search.index import Index

FORM = 3
"""Raised when the index has another form, or is filled in another way."""
_KEPT = 2
"""Indexes that are kept: two versions of awsdev may be used in turn."""
_UNFINISHED = "unfinished-"
_SURELY_KILLED = 3600.0
"""Seconds after which an index that is not whole has no one who works on it."""


@contextmanager
def opened_index(tell_making: Callable[[], None] = lambda: None) -> Iterator[Index]:
    """Open the index of all there is to find; it is made first where none holds.

    Where the cache cannot be written, it is made in memory, each time.

    Args:
        tell_making: Called where there is none, before it is made: that takes seconds.

    Raises:
        DataFileError: A topic does not hold together.
    """
    database = _kept(tell_making) or _filled(":memory:")
    try:
        yield Index(database)
    finally:
        database.close()


def _kept(tell_making: Callable[[], None]) -> sqlite3.Connection | None:
    """Return the index in the cache, made where none is whole; None where none can be kept."""
    place = _place()
    with contextlib.suppress(OSError, sqlite3.Error):
        return _opened(place)
    with contextlib.suppress(OSError, sqlite3.Error):
        tell_making()
        _make(place)
        return _opened(place)
    return None


def _opened(place: Path) -> sqlite3.Connection:
    """Open an index.

    Raises:
        sqlite3.Error: It is not there, or damaged.
    """
    database = sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True)
    database.execute("SELECT count(*) FROM documents").fetchone()
    return database


def _make(place: Path) -> None:
    """Write the index so that another process sees all of it or none.

    Raises:
        OSError: It cannot be written; so with sqlite3.Error.
        DataFileError: A topic does not hold together.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=_UNFINISHED)
    os.close(handle)
    try:
        _filled(name).close()
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _remove_old(place.parent)


def _filled(place: str) -> sqlite3.Connection:
    from awsdev.notes.library import users_library  # noqa: PLC0415 - only where an index is made
    from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - as above
    from awsdev.search.documents import all_documents  # noqa: PLC0415 - as above
    from awsdev.search.lexicon import load_lexicon  # noqa: PLC0415 - as above

    database = sqlite3.connect(place)
    documents = all_documents(users_library(), users_catalogue())
    Index(database).fill(documents, load_lexicon(content_folder()))
    return database


def _remove_old(folder: Path) -> None:
    with contextlib.suppress(OSError):
        by_age = sorted(folder.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for path in by_age[:-_KEPT]:
            path.unlink(missing_ok=True)
        # What a search that was killed left behind; one that goes on takes seconds.
        for path in folder.glob(f"{_UNFINISHED}*"):
            if path.stat().st_mtime < time.time() - _SURELY_KILLED:
                path.unlink(missing_ok=True)


def _place() -> Path:
    return cache_folder() / "search" / f"{_fingerprint()}.sqlite3"


def _fingerprint() -> str:
    """Return a text that changes with whatever the index is made from, without reading it."""
    digest = hashlib.sha256(f"{FORM} {awsdev.__version__} {sqlite3.sqlite_version}".encode())
    package = Path(awsdev.__file__).parent
    for folder in (content_folder(), templates_folder(), user_folder(), package):
        for path, status in sorted(_files(folder)):
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files of a folder with what is known of them, folders of bytecode left out."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
            else:
                yield entry.path, entry.stat()
