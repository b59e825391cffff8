"""What lies around a file: asked from anywhere, recorded, and told to be stale when it changes."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from awsdev.lint.repository import surroundings
from awsdev.lint.repository.surroundings import MAX_BYTES, Lies, Surroundings, unchanged


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a template in `stacks/api/`, code beside it, and tools' folders."""
    (tmp_path / ".git").mkdir()
    api = tmp_path / "stacks" / "api"
    (api / "src").mkdir(parents=True)
    (api / "src" / "app.py").write_text("handler = None\n")
    (api / "link.py").symlink_to("src/app.py")
    (api / "dangling").symlink_to("nowhere")
    (api / "ring").symlink_to("ring")
    os.mkfifo(api / "pipe")
    (tmp_path / ".gitignore").write_text("dist/\n*.zip\n")
    return tmp_path


@pytest.mark.parametrize("named", ["relative", "absolute", "from elsewhere", "through a link"])
def test_paths_are_taken_from_the_file_s_folder(
    repository: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = "stacks/api"
    monkeypatch.chdir(repository)
    if named == "absolute":
        folder = str(repository / folder)
    elif named == "from elsewhere":
        monkeypatch.chdir(repository / "stacks" / "api" / "src")
        folder = ".."
    elif named == "through a link":
        (repository / "shortcut").symlink_to("stacks/api")
        folder = "shortcut"
    around = Surroundings(folder)
    assert around.lies("src/app.py") is Lies.FILE
    assert around.lies("./src/../src//app.py") is Lies.FILE
    assert around.lies("link.py") is Lies.FILE
    assert around.lies("src") is around.lies("src/") is around.lies(".") is Lies.FOLDER
    assert around.lies("app.py") is around.lies("dangling") is Lies.NOTHING
    assert around.lies("src/app.py/app.py") is Lies.NOTHING
    assert around.lies("pipe") is Lies.OTHER
    assert around.lies(str(repository / "stacks")) is Lies.FOLDER
    assert around.read("src/app.py") == around.read("link.py") == b"handler = None\n"
    assert around.read("src") is around.read("pipe") is around.read("gone") is None
    assert around.names() == ("dangling", "link.py", "pipe", "ring", "src/")
    assert around.names("src/app.py") == around.names("gone") == ()
    assert around.repository == "../.."
    assert around.bases == (".", "..", "../..")
    assert around.from_root(".gitignore") == "../../.gitignore"
    assert around.lies(around.from_root(".gitignore")) is Lies.FILE


@pytest.mark.parametrize(
    "path", ["a\0b", "x" * 300, "/".join(["x" * 200] * 40), "\ud800", "ring", "ring/a", "", "\n"]
)
def test_any_name_can_be_asked_about(repository: Path, path: str) -> None:
    around = Surroundings(str(repository / "stacks" / "api"))
    assert isinstance(around.lies(path), Lies)
    assert around.read(path) is None
    assert around.names(path) == (around.names() if path == "" else ())
    assert around.ignored(path) is False
    assert unchanged(str(repository / "stacks" / "api"), around.seen)
    assert json.loads(json.dumps(around.seen)) == around.seen


def test_without_a_repository_some_folders_above_are_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c" / "d" / "e"
    folder.mkdir(parents=True)
    (folder / ".gitignore").write_text("*\n")
    around = Surroundings(str(folder))
    assert around.repository == "."
    assert around.bases == (".", "..", "../..", "../../..")
    assert not around.ignored("dist")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_what_may_not_be_read_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a.py").write_text("")
    (tmp_path / "secret.py").write_text("")
    (tmp_path / "secret.py").chmod(0)
    (tmp_path / "closed").chmod(0)
    around = Surroundings(str(tmp_path))
    assert around.lies("closed/a.py") is Lies.OTHER
    assert around.read("secret.py") is None
    assert around.names("closed") == ()
    (tmp_path / "closed").chmod(0o700)


Ask = Callable[[Surroundings], object]
Change = Callable[[Path], object]


@pytest.mark.parametrize(
    ("ask", "change"),
    [
        (lambda a: a.lies("new"), lambda f: (f / "new").write_text("")),
        (lambda a: a.lies("src"), lambda f: (f / "src").rename(f / "moved")),
        (lambda a: a.read("src/app.py"), lambda f: (f / "src/app.py").write_text("other")),
        (lambda a: a.read("src/app.py"), lambda f: (f / "src/app.py").unlink()),
        (lambda a: a.read("new"), lambda f: (f / "new").write_text("")),
        (lambda a: a.names("src"), lambda f: (f / "src/more.py").write_text("")),
        (lambda a: a.names("new"), lambda f: (f / "new").mkdir()),
        (lambda a: a.repository, lambda f: (f / ".git").mkdir()),
        (lambda a: a.bases, lambda f: (f / ".git").mkdir()),
        (lambda a: a.ignored("dist"), lambda f: (f / ".gitignore").write_text("dist")),
        (lambda a: a.ignored("dist"), lambda f: (f / "../../.gitignore").write_text("")),
        # A folder is neither a file to read nor a file to see: both questions stay apart.
        (lambda a: (a.lies("new"), a.read("new")), lambda f: (f / "new").mkdir()),
        (lambda a: (a.read("src"), a.lies("src")), lambda f: (f / "src").rename(f / "x")),
    ],
)
def test_an_answer_that_would_differ_is_noticed(repository: Path, ask: Ask, change: Change) -> None:
    folder = repository / "stacks" / "api"
    around = Surroundings(str(folder))
    ask(around)
    assert around.seen
    assert unchanged(str(folder), around.seen)
    (repository / "unrelated").write_text("")
    assert unchanged(str(folder), around.seen)
    change(folder)
    assert not unchanged(str(folder), around.seen)


def test_what_no_one_asked_is_no_answer() -> None:
    assert not unchanged(".", {"fancy question": "answer"})
    assert not unchanged(".", {"": ""})


def test_reading_and_listing_have_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        (tmp_path / f"{number}.py").write_bytes(b"#" * (MAX_BYTES + 1))
    monkeypatch.setattr(surroundings, "MAX_BYTES_IN_ALL", 2 * MAX_BYTES)
    around = Surroundings(str(tmp_path))
    read = [around.read(f"{number}.py") for number in (0, 0, 1, 2, 0)]
    assert [len(data) if data else None for data in read] == [*([MAX_BYTES] * 3), None, MAX_BYTES]
    assert around.names() == ("0.py", "1.py", "2.py", "3.py")
    monkeypatch.setattr(surroundings, "MAX_NAMES", 3)
    crowded = Surroundings(str(tmp_path))
    assert crowded.names() == ()
    assert unchanged(str(tmp_path), crowded.seen)


PATTERNS = ["dist", "dist/", "/dist", "a/", "!a", "*", "!*/", "*.zip", "!b.zip", "a/b", "**/b", "#"]
FILES = ["a/b.zip", "b.zip", "dist/a/b", "a/b/c", "../b", "../c/dist"]
FOLDERS = ["a", "dist", "a/b", "dist/a", "a/dist", "../dist"]
MISSING = ["b", "c.zip", "a/a", "dist/dist", "../a/b.zip", "gone/b"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PATTERNS), max_size=4),
    st.lists(st.sampled_from(PATTERNS), max_size=3),
    st.lists(st.sampled_from(PATTERNS), max_size=2),
)
@example(["a/", "!a/b"], [], [])
@example(["*"], ["!*"], ["!dist"])
@example([], ["*", "!*/"], [])
def test_ignored_is_what_git_ignores(top: list[str], here: list[str], below: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "stack"
        for path in FOLDERS:
            (folder / path).mkdir(parents=True)
        for path in FILES:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).touch()
        for place, patterns in ((folder.parent, top), (folder, here), (folder / "a", below)):
            (place / ".gitignore").write_text("".join(f"{line}\n" for line in patterns))
        subprocess.run(["git", "init", "--quiet", name], check=True)
        around = Surroundings(str(folder))
        found = {path for path in (*FILES, *FOLDERS, *MISSING) if around.ignored(path)}
        done = subprocess.run(
            ["git", "check-ignore", "--no-index", "-z", "--stdin"],
            input="\0".join([*FILES, *FOLDERS, *MISSING]).encode(),
            cwd=folder,
            capture_output=True,
            check=False,
        )
        told = set(done.stdout.decode().split("\0")) - {""}
        assert found - set(MISSING) == told - set(MISSING)
        # Git takes what is not there for a file; it may be a folder as well.
        assert found >= told
        assert not around.ignored("../../dist")
        assert not around.ignored(str(folder / "dist"))
        assert not around.ignored("..")
