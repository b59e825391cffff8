"""What tests of `--fix` and `--diff` share: files to mend, and what is done with them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.checkout import git

NO_GIT = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

MODE = """\
version: 0.0
os: linux
permissions:
  - object: /srv/shop  # the shop
    mode: 0755
"""
MENDED_MODE = MODE.replace("0755", '"0755"')
PHASE = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"
MENDED_PHASE = PHASE.replace("biuld", "build")


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files by their paths in a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def run_lint(command: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command in a folder."""
    return subprocess.run(
        [command, "lint", "--no-cache", *arguments], cwd=folder, capture_output=True, check=False
    )


def apply_diff(folder: Path, diff: bytes) -> None:
    """Let git apply a diff to the files of a folder."""
    git(folder, "init", "--quiet")
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=diff,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode() + diff.decode(errors="replace")
