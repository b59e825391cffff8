"""Mended files stay whole whatever happens, under their names, with their modes and links."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from awsdev.errors import AwsdevError
from awsdev.lint.engine import lint_files
from awsdev.lint.files.find import find_files
from awsdev.lint.finding import Finding
from awsdev.lint.fixing import mend, write_mended
from awsdev.lint.running.limits import Limits
from tests.conftest import Prove, Run
from tests.lint.mending import (
    MENDED_MODE,
    MODE,
    NO_GIT,
    apply_diff,
    contents,
    run_lint,
    write_files,
)

ONE_JOB = Limits(jobs=1)


@pytest.mark.parametrize("path", ["appspec.yaml", "./appspec.yaml", ".", "*.yaml"])
def test_a_renamed_file_is_reported_under_its_new_name(
    awsdev: Run, tmp_path: Path, path: str
) -> None:
    (tmp_path / "appspec.yaml").write_text(MODE.replace("0755", "u+x"))
    done = awsdev("lint", "--fix", path)
    assert [file.name for file in tmp_path.iterdir()] == ["appspec.yml"]
    assert done.returncode == 1
    assert done.stdout.startswith("appspec.yml:5:11: error AS302")
    assert awsdev("lint", "--fix").returncode == 1


@NO_GIT
def test_git_applies_a_rename_with_changes(command: str, tmp_path: Path) -> None:
    (tmp_path / "appspec.yaml").write_text(MODE)
    apply_diff(tmp_path, run_lint(command, tmp_path, "--diff").stdout)
    assert contents(tmp_path) == {"appspec.yml": MENDED_MODE.encode()}


@pytest.mark.parametrize(
    "names", [("appspec.yaml", "appspec.yml"), ("appspec.yaml", "appspec.YML")]
)
def test_a_name_that_is_taken_is_refused(
    awsdev: Run, tmp_path: Path, names: tuple[str, str]
) -> None:
    for name in names:
        (tmp_path / name).write_text(MODE)
    if len(os.listdir(tmp_path)) == 1:  # noqa: PTH208 - names alone
        pytest.skip("case does not count on this disk")
    before = contents(tmp_path)
    done = awsdev("lint", "--fix")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "appspec.yml is there already" in done.stderr
    assert contents(tmp_path) == before


def test_modes_and_links_stay(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    target, link = tmp_path / "ci/shop.yml", tmp_path / "appspec.yml"
    target.write_text(MODE)
    target.chmod(0o640)
    link.symlink_to("ci/shop.yml")
    done = awsdev("lint", "--fix")
    assert "1 finding in 1 file mended" in done.stderr
    assert link.is_symlink()
    assert os.readlink(link) == "ci/shop.yml"  # noqa: PTH115 - as it stands in the link
    assert target.read_text() == MENDED_MODE
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_that_has_two_names_is_mended_once(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "appspec.yml").write_text(MODE)
    (tmp_path / "a/appspec.yml").symlink_to("../appspec.yml")
    done = awsdev("lint", "--fix")
    assert (done.returncode, done.stderr) == (0, "awsdev: 1 finding in 1 file mended\n")
    assert (tmp_path / "appspec.yml").read_text() == MENDED_MODE


@NO_GIT
def test_git_applies_a_diff_of_a_link(command: str, tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci/shop.txt").write_text(MODE)
    (tmp_path / "appspec.yaml").symlink_to("ci/shop.txt")
    apply_diff(tmp_path, run_lint(command, tmp_path, "--diff").stdout)
    assert (tmp_path / "ci/shop.txt").read_text() == MENDED_MODE
    assert (tmp_path / "appspec.yml").is_symlink()


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no users here")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_written_stays(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, "appspec.yml")
        file.write_text(MODE)
        monkeypatch.chdir(folder)
        mended = mend(lint_files(find_files(["."])), takes=_all, family="", limits=ONE_JOB)
        file.chmod(0o444 if what == "file" else 0o644)
        folder.chmod(0o555 if what == "folder" else 0o755)
        with _as_nobody(folder, file), pytest.raises(AwsdevError) as refusal:
            write_mended(mended)
        assert str(refusal.value) == "appspec.yml: it cannot be written: Permission denied"
        assert refusal.value.status == 2
        assert contents(folder) == {"appspec.yml": MODE.encode()}
        folder.chmod(0o755)
        monkeypatch.undo()


@contextmanager
def _as_nobody(*paths: Path) -> Iterator[None]:
    """Act as a user whose permissions count, where the tests run as one whose do not."""
    if os.geteuid():
        yield
        return
    for path in paths:
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def _all(_finding: Finding) -> bool:
    return True


def test_a_file_that_changed_meanwhile_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "appspec.yml"
    file.write_text(MODE)
    report = lint_files(find_files(["."]))
    mended = mend(report, takes=_all, family="", limits=ONE_JOB)
    file.write_text("# mine\n" + MODE)
    with pytest.raises(AwsdevError, match="changed while it was linted"):
        write_mended(mended)
    # What was linted is another file than what would be mended.
    with pytest.raises(AwsdevError, match="changed while it was linted"):
        mend(report, takes=_all, family="", limits=ONE_JOB)
    assert file.read_text() == "# mine\n" + MODE
    file.unlink()
    with pytest.raises(AwsdevError, match="can no longer be read"):
        write_mended(mended)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_run_that_is_killed_leaves_whole_files(
    command: str, tmp_path: Path, prove: Prove
) -> None:
    names = [f"{number}/appspec.yml" for number in range(40)]
    # Enough that it takes its time to write them; more of it would only take longer to lint.
    filler = "".join(f"# {number}\n" for number in range(5_000))
    old, new = (f"{text}{filler}".encode() for text in (MODE, MENDED_MODE))
    began = time.monotonic()
    write_files(tmp_path, dict.fromkeys(names, old))
    run_lint(command, tmp_path, "--fix")
    whole = time.monotonic() - began
    some = 0
    for turn in range(12):
        write_files(tmp_path, dict.fromkeys(names, old))
        process = subprocess.Popen(
            [command, "lint", "--no-cache", "--fix"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        first, last = (tmp_path / name for name in (names[0], sorted(names)[-1]))
        # Written in order: the kill falls between the first file and the last.
        while process.poll() is None and first.read_bytes() == old:
            time.sleep(0.0005)
        time.sleep(turn * 0.001)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
        states = {(tmp_path / name).read_bytes() for name in names}
        assert states <= {old, new}
        some += first.read_bytes() == new and last.read_bytes() == old
        for stray in tmp_path.rglob(".awsdev-*"):
            stray.unlink()
    assert some, f"never killed on the way; a whole run takes {whole:.1f} s"
    prove("file whole after a kill", "SIGKILL", 12 * len(names))
