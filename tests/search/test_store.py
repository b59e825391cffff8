"""The index is made once, again when something has changed, and never in the way."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.search.document import Kind
from awsdev.search.documents import all_documents
from awsdev.search.results import search
from awsdev.search.store import opened_index
from tests.conftest import Run
from tests.notes.golden import CONTENT
from tests.scaffolds.workshop import SMALLEST


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def found(awsdev: Run, cache: Path, tmp_path: Path):
    """Search as a user who has a folder of his own, and return what is found first."""

    def search(*words: str, **variables: str) -> str:
        kept = {"AWSDEV_CACHE_DIR": str(cache), "AWSDEV_CONFIG_DIR": str(tmp_path / "config")}
        done = awsdev("search", "--limit", "1", *words, **{**kept, **variables})
        assert done.stderr == ""
        return done.stdout.rstrip().rpartition("\n")[2].strip()

    return search


@pytest.fixture
def found_here(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Search in this process, in the fixtures' topics alone: their index is made in no time."""
    monkeypatch.setenv("AWSDEV_CACHE_DIR", str(cache))
    monkeypatch.setenv("AWSDEV_CONFIG_DIR", str(tmp_path / "config"))
    documents = all_documents(Library(CONTENT), Catalogue([]))
    topics = [each for each in documents if each.kind is Kind.TOPIC]
    monkeypatch.setattr("awsdev.search.documents.all_documents", lambda *_: topics)

    def first() -> str:
        with opened_index() as index:
            return search(index, "letter box", Language.EN, 1)[0].document.name

    return first


def indexes(cache: Path) -> list[tuple[str, int]]:
    return sorted((path.name, path.stat().st_mtime_ns) for path in cache.glob("search/*"))


def test_it_is_made_once(found, cache: Path) -> None:
    assert found("visibility timeout") == "awsdev show sqs-visibility"
    [made] = indexes(cache)
    assert made[0].endswith(".sqlite3")
    assert found("fifo", "scaffold") == "awsdev scaffold sqs-fifo --explain"
    assert indexes(cache) == [made]


def test_what_is_ones_own_is_found_as_soon_as_it_is_there(
    found, cache: Path, tmp_path: Path
) -> None:
    assert found("teapot scaffold") != "awsdev scaffold teapot --explain"
    folder = tmp_path / "config" / "scaffolds" / "teapot"
    (folder / "skeleton").mkdir(parents=True)
    manifest = {**SMALLEST, "title": "A teapot that is never empty"}
    (folder / "scaffold.yaml").write_text(yaml.safe_dump(manifest), "utf-8")
    (folder / "skeleton" / "README.md").write_text("# Tea\n\nEarl Grey.\n", "utf-8")
    assert found("earl grey") == "awsdev scaffold teapot --explain"
    assert len(indexes(cache)) == 2


def test_a_broken_scaffold_of_ones_own_is_left_out(found, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "scaffolds" / "broken"
    folder.mkdir(parents=True)
    (folder / "scaffold.yaml").write_text("title: [", "utf-8")
    assert found("visibility timeout") == "awsdev show sqs-visibility"


def test_a_damaged_index_is_made_anew(found_here: Callable[[], str], cache: Path) -> None:
    assert found_here() == "mailbox"
    [(name, _)] = indexes(cache)
    size = (cache / "search" / name).stat().st_size
    for damage in (b"", b"no database", b"SQLite format 3\0" + bytes(4000)):
        (cache / "search" / name).write_bytes(damage)
        assert found_here() == "mailbox"
        assert [each for each, _ in indexes(cache)] == [name]
        assert (cache / "search" / name).stat().st_size == size


def test_without_a_place_to_keep_it(
    found_here: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWSDEV_CACHE_DIR", "/dev/null/cache")
    assert found_here() == "mailbox"


def test_two_at_once(found, cache: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: found("visibility timeout"), range(2))
    assert first == second == "awsdev show sqs-visibility"
    assert len(indexes(cache)) == 1, "and nothing half made is left"


def test_old_ones_go(found_here: Callable[[], str], cache: Path) -> None:
    (cache / "search").mkdir(parents=True)
    for age in range(3):
        old = cache / "search" / f"{age}.sqlite3"
        old.write_bytes(b"old")
        os.utime(old, (age, age))
    assert found_here() == "mailbox"
    assert len(indexes(cache)) == 2


def test_killed_while_it_is_made(command: str, found, cache: Path, tmp_path: Path) -> None:
    """What is left is not taken for an index, and goes once nobody can be at work on it."""
    environment = {**os.environ, "AWSDEV_CACHE_DIR": str(cache), "AWSDEV_CONFIG_DIR": str(tmp_path)}
    process = subprocess.Popen([command, "search", "queue"], env=environment, cwd=tmp_path)
    while not list(cache.glob("search/*")):
        assert process.poll() is None
    process.kill()
    process.wait()
    left = list(cache.glob("search/*"))  # SQLite's journal may lie beside the index.
    for path in left:
        os.utime(path, (0, 0))
    assert found("visibility timeout") == "awsdev show sqs-visibility"
    assert left
    assert not any(path.exists() for path in left)
