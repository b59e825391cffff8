"""All of a change or nothing of it, also when the process is killed at any of its steps."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from awsdev.errors import AwsdevError
from awsdev.scaffolds.render import RenderedFile
from awsdev.scaffolds.transaction import PREFIX, apply_changes, recover
from tests.scaffolds.workshop import tree

OLD = {"kept": b"kept", "changed": b"old", "sub/taken": b"taken", "run.sh": b"#!/bin/sh\n"}
NEW = {
    "changed": b"new",
    "sub/taken": None,
    "fresh/deep/file": b"fresh",
    "run.sh": b"#!/bin/sh\ntrue\n",
}

# What opens, makes, moves or removes a file is a step.
STEPS = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.copyfile")
WRITING = os.O_WRONLY | os.O_RDWR


def killed_before(step: int) -> Callable[[str, tuple[Any, ...]], None]:
    """Return a hook that kills this process before the step of that number."""
    left = step

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        opens = event == "open" and isinstance(arguments[2], int)
        if event in STEPS or (opens and arguments[2] & WRITING):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def change(folder: Path, step: int, changes: dict[str, bytes | None]) -> bool:
    """Make changes, or recover where there are none; return whether it was killed.

    A fork of this process does it: an interpreter started for each step would take most of the
    time.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            sys.addaudithook(killed_before(step))
            if changes:
                files = {path: data and RenderedFile(data) for path, data in changes.items()}
                apply_changes(folder, files)
            else:
                recover(folder)
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


def project(folder: Path) -> Path:
    for path, data in OLD.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "run.sh").chmod(0o755)
    return folder


def finished(folder: Path) -> dict[str, tuple[str, bytes | str]]:
    apply_changes(
        project(folder), {path: data and RenderedFile(data) for path, data in NEW.items()}
    )
    return tree(folder)


def test_killed_at_every_step_of_a_change(tmp_path: Path) -> None:
    before, after = tree(project(tmp_path / "before")), finished(tmp_path / "after")
    assert before != after
    seen = []
    for step in range(1, 200):
        folder = project(tmp_path / f"killed{step}")
        killed = change(folder, step, NEW)
        recover(folder)
        found = tree(folder)
        assert found in (before, after), f"half-written at step {step}"
        seen.append(found == after)
        if not killed:
            break
    else:
        pytest.fail("it never came to its end")
    # Nothing, until all of it is there.
    assert seen == sorted(seen)
    assert seen.count(False) > 20


def test_killed_at_every_step_of_the_recovery(tmp_path: Path) -> None:
    """A change that was killed halfway, and then those who undo it, one after the other."""
    before = tree(project(tmp_path / "before"))
    halfway = next(
        step
        for step in range(1, 200)
        if change(project(tmp_path / f"p{step}"), step, NEW)
        and (tmp_path / f"p{step}" / "fresh" / "deep" / "file").exists()
    )
    for step in range(1, 100):
        folder = project(tmp_path / f"again{step}")
        assert change(folder, halfway, NEW)
        killed = change(folder, step, {})
        recover(folder)
        assert tree(folder) == before, f"not undone after step {step}"
        if not killed:
            return
    pytest.fail("it never came to its end")


def test_killed_at_every_step_of_a_new_folder(tmp_path: Path) -> None:
    fresh = {path: data for path, data in NEW.items() if data is not None}
    whole = tmp_path / "whole"
    apply_changes(whole, {path: RenderedFile(data) for path, data in fresh.items()})
    for step in range(1, 100):
        folder = tmp_path / f"parent{step}" / "p"
        folder.parent.mkdir()
        killed = change(folder, step, fresh)
        assert not folder.exists() or tree(folder) == tree(whole), f"half-written at step {step}"
        recover(folder)
        assert [path.name for path in folder.parent.iterdir()] in ([], ["p"])
        if not killed:
            assert folder.exists()
            return
    pytest.fail("it never came to its end")


def test_two_at_once(tmp_path: Path) -> None:
    """What another process is writing now is neither undone nor written over."""
    folder = project(tmp_path / "p")
    work = folder / f"{PREFIX}abc"
    work.mkdir()
    with FileLock(work / "lock"):
        with pytest.raises(AwsdevError, match="another awsdev is writing here; wait for it to end"):
            recover(folder)
        assert work.is_dir()
    assert not recover(folder)
    assert not work.exists()


def test_beside_a_folder_only_what_nobody_needs_is_cleared_away(tmp_path: Path) -> None:
    """The folder above may be another project, whose interrupted change is its own to undo."""
    other = tmp_path / f"{PREFIX}other"
    other.mkdir()
    (other / "journal.json").write_text('{"there": {}, "folders": []}', "utf-8")
    (tmp_path / f"{PREFIX}stale").mkdir()
    recover(tmp_path / "p")
    assert [path.name for path in tmp_path.iterdir()] == [other.name]


def test_permissions_of_what_is_replaced_are_kept(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    (folder / "changed").chmod(0o640)
    apply_changes(folder, {"changed": RenderedFile(b"new"), "run.sh": RenderedFile(b"x")})
    assert (folder / "changed").stat().st_mode & 0o777 == 0o640
    assert (folder / "run.sh").stat().st_mode & 0o777 == 0o755
