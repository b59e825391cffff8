"""Writing: all of a project is there, or nothing of it, and nobody's file is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.record import ANSWERS_FILE
from awsdev.scaffolds.render import Project, RenderedFile
from awsdev.scaffolds.write import FileStatus, OnConflict, Plan, diff, plan_writing, write_plan
from tests.scaffolds.workshop import kettle, project_of, tree

PROJECT = project_of(kettle())
CHANGED = project_of(kettle(), litres="5", whistle="no")


def plan(folder: Path, project: Project = PROJECT, mode: OnConflict = OnConflict.REFUSE) -> Plan:
    return plan_writing(project, folder, mode)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def data_of(project: Project) -> dict[str, bytes]:
    return {path: file.data for path, file in project.items()}


@pytest.mark.parametrize("name", ["new", "deep/er/new", "with blank/한글"])
def test_into_a_new_folder(tmp_path: Path, name: str) -> None:
    write_plan(plan(tmp_path / name))
    assert files_of(tmp_path / name) == data_of(PROJECT)
    assert [path.name for path in tmp_path.iterdir()] == [name.split("/", maxsplit=1)[0]]


def test_into_an_empty_folder_that_stays_itself(tmp_path: Path) -> None:
    """Somebody may stand in it: `mkdir shop; cd shop; awsdev scaffold sam-api .`"""
    folder = tmp_path / "empty"
    folder.mkdir(0o750)
    before = folder.stat()
    write_plan(plan(folder))
    assert (folder.stat().st_ino, folder.stat().st_mode) == (before.st_ino, before.st_mode)
    assert files_of(folder) == data_of(PROJECT)


def test_into_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_plan(plan(Path()))
    assert files_of(tmp_path) == data_of(PROJECT)


def test_through_a_link_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_plan(plan(tmp_path / "link"))
    assert files_of(tmp_path / "real") == data_of(PROJECT)
    assert (tmp_path / "link").is_symlink()


def test_beside_other_files(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "mine.txt").write_text("mine")
    (tmp_path / ".git").mkdir()
    written = plan(tmp_path)
    assert set(written.statuses.values()) == {FileStatus.CREATED}
    write_plan(written)
    assert files_of(tmp_path) == {**data_of(PROJECT), "src/mine.txt": b"mine"}
    assert (tmp_path / ".git").is_dir()


def test_again_changes_nothing(tmp_path: Path) -> None:
    write_plan(plan(tmp_path / "p"))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = plan(tmp_path / "p")
    assert set(again.statuses.values()) == {FileStatus.IDENTICAL}
    write_plan(again)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A written project in which one file was changed and one was taken away."""
    folder = tmp_path / "p"
    write_plan(plan(folder))
    (folder / "README.md").write_text("mine")
    (folder / "src" / "kettle.txt").unlink()
    return folder


def test_conflicts_are_told_and_nothing_is_written(edited: Path) -> None:
    (edited / "src" / "raw.bin").write_bytes(b"mine too")
    before = tree(edited)
    with pytest.raises(AwsdevError) as caught:
        write_plan(plan(edited))
    assert "README.md, src/raw.bin would change" in caught.value.message
    assert "--overwrite or --skip-existing" in caught.value.hint
    assert caught.value.status is Status.NO
    assert tree(edited) == before


def test_overwrite_replaces_what_differs(edited: Path) -> None:
    replacing = plan(edited, mode=OnConflict.OVERWRITE)
    assert replacing.statuses["README.md"] is FileStatus.OVERWRITTEN
    assert replacing.statuses["src/kettle.txt"] is FileStatus.CREATED
    write_plan(replacing)
    assert files_of(edited) == data_of(PROJECT)


def test_skip_existing_keeps_what_differs(edited: Path) -> None:
    keeping = plan(edited, mode=OnConflict.SKIP)
    assert keeping.statuses["README.md"] is FileStatus.SKIPPED
    write_plan(keeping)
    assert files_of(edited) == {**data_of(PROJECT), "README.md": b"mine"}


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_permissions_are_those_of_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_plan(plan(tmp_path / "p"))
    finally:
        os.umask(before)
    for path, file in PROJECT.items():
        mode = (tmp_path / "p" / path).stat().st_mode & 0o777
        assert mode == (0o777 if file.executable else 0o666) & ~umask, path
    assert (tmp_path / "p").stat().st_mode & 0o777 == 0o777 & ~umask


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "README.md").symlink_to(victim)
    assert plan(folder).conflicts == ["README.md"]
    write_plan(plan(folder, mode=OnConflict.OVERWRITE))
    assert victim.read_text() == "mine"
    assert not (folder / "README.md").is_symlink()


def block_with_file(folder: Path) -> str:
    (folder / "src").write_text("mine")
    return "p/src: a file is there, where a folder belongs"


def block_with_folder(folder: Path) -> str:
    (folder / "README.md").mkdir()
    return "p/README.md: a folder is there, where a file belongs"


def block_with_link(folder: Path) -> str:
    (folder.parent / "outside").mkdir()
    (folder / "src").symlink_to(folder.parent / "outside")
    return "p/src: a link is there, and would lead out of the project"


def block_with_dangling_link(folder: Path) -> str:
    (folder / "src").symlink_to(folder.parent / "nowhere")
    return "p/src: a file is there, where a folder belongs"


@pytest.mark.parametrize("mode", OnConflict)
@pytest.mark.parametrize(
    "block", [block_with_file, block_with_folder, block_with_link, block_with_dangling_link]
)
def test_blocked(tmp_path: Path, block, mode: OnConflict) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    words = block(folder)
    before = tree(tmp_path)
    with pytest.raises(AwsdevError) as caught:
        write_plan(plan(folder, mode=mode))
    assert words in str(caught.value)
    assert tree(tmp_path) == before


def no_file(folder: Path) -> Path:
    (folder / "file").write_text("mine")
    return folder / "file"


def no_folder_above(folder: Path) -> Path:
    return no_file(folder) / "p"


def dangling(folder: Path) -> Path:
    (folder / "link").symlink_to("nowhere")
    return folder / "link"


def circle(folder: Path) -> Path:
    (folder / "link").symlink_to("link")
    return folder / "link"


def too_long(folder: Path) -> Path:
    return folder / ("a" * 300)


def refusing_parent(folder: Path) -> Path:
    """A folder in which nothing can be made, not even by root."""
    proc = Path("/proc/self")
    if proc.is_dir():
        return proc / "new" / "p"
    folder.chmod(0o500)
    return folder / "p"


@pytest.mark.parametrize(
    "destination", [no_file, no_folder_above, dangling, circle, too_long, refusing_parent]
)
def test_destinations_that_cannot_be(tmp_path: Path, destination) -> None:
    folder = destination(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(AwsdevError) as caught:
        write_plan(plan(folder))
    assert caught.value.status is Status.UNASKED
    assert str(folder) in str(caught.value)
    assert tree(tmp_path) == before


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow above a size: a disk that is full in the middle of the work."""
    resource = pytest.importorskip("resource", reason="no limits on this system")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


LARGE: Project = dict(sorted({**CHANGED, "zz/large": RenderedFile(b"x" * 9000)}.items()))


@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, there: bool) -> None:
    folder = tmp_path / "deep" / "p"
    if there:
        write_plan(plan(folder))
    before = tree(tmp_path)
    with pytest.raises(AwsdevError, match="nothing was written"), largest_file(4096):
        write_plan(plan(folder, LARGE, OnConflict.OVERWRITE))
    assert tree(tmp_path) == before


def test_a_failure_halfway_puts_everything_back(tmp_path: Path) -> None:
    """Some files are in their place when a folder cannot be made: they go, the old ones return."""
    folder = tmp_path / "p"
    write_plan(plan(folder))
    project: Project = {
        "README.md": CHANGED["README.md"],
        "fresh/folder/file": RenderedFile(b"new"),
        "zz/file": RenderedFile(b"new"),
    }
    replacing = plan(folder, project, OnConflict.OVERWRITE)
    # Somebody is faster: a file lies where the last folder belongs.
    (folder / "zz").write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(AwsdevError, match="nothing was written"):
        write_plan(replacing)
    assert tree(tmp_path) == before


def test_a_failure_in_a_new_place_leaves_no_folder(tmp_path: Path) -> None:
    fresh = plan(tmp_path / "a" / "b" / "p")
    (tmp_path / "a").write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(AwsdevError, match="nothing was written"):
        write_plan(fresh)
    assert tree(tmp_path) == before


def applied(folder: Path, patch: str) -> dict[str, bytes]:
    if shutil.which("git") is None:
        pytest.skip("git is not here to apply the patch")
    subprocess.run(
        ["git", "apply", "--unsafe-paths", "--whitespace=nowarn", "-"],
        input=patch.encode(), cwd=folder, check=True, capture_output=True,
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)},
    )  # fmt: skip
    return files_of(folder)


def text_of(changes: Plan) -> str:
    return "".join(f"{line}\n" for line in diff(changes))


def test_the_diff_is_a_patch_that_git_applies(edited: Path) -> None:
    text = {path: file for path, file in CHANGED.items() if path != "src/raw.bin"}
    text["run.sh"] = RenderedFile(b"#!/bin/sh\n", executable=True)
    (edited / "README.md").write_text("mine, without an end of line")
    patch = text_of(plan(edited, text, OnConflict.OVERWRITE))
    kept = {"bin/whistle.sh", "src/raw.bin"}
    expected = {**data_of(text), **{path: PROJECT[path].data for path in kept}}
    assert applied(edited, patch) == expected
    assert os.access(edited / "run.sh", os.X_OK)


def test_the_diff_shows_nothing_that_would_not_change(edited: Path) -> None:
    shown = text_of(plan(edited, mode=OnConflict.SKIP))
    assert "src/kettle.txt" in shown
    assert "README.md" not in shown
    assert ANSWERS_FILE not in shown


_LINES = st.lists(
    st.text(st.sampled_from("ab \r\x0b\x0c\x85\u2028한"), max_size=3)
    .map(str.encode)
    .flatmap(lambda line: st.sampled_from([line, line + b"\n"])),
    max_size=6,
).map(b"".join)


@settings(max_examples=25, deadline=None)
@given(_LINES, _LINES)
def test_any_difference_in_text_is_in_the_diff(
    tmp_path_factory: pytest.TempPathFactory, old: bytes, new: bytes
) -> None:
    folder = tmp_path_factory.mktemp("diff")
    (folder / "file").write_bytes(old)
    changes = plan(folder, {"file": RenderedFile(new)}, OnConflict.OVERWRITE)
    if old == new:
        assert text_of(changes) == ""
    else:
        assert applied(folder, text_of(changes)) == {"file": new}
