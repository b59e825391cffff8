"""A copy of what a package is built from, as a repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

_PARTS = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "action.yml",
    ".pre-commit-hooks.yaml",
    "awsdev",
    "content",
    "templates",
)


def copy_checkout(folder: Path) -> None:
    """Copy the checkout, what is not committed yet included."""
    folder.mkdir()
    for part in _PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, folder / part)


def git(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run git as somebody, whatever this machine's own configuration says."""
    name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    return subprocess.run(
        ["git", *name, "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def commit_all(folder: Path) -> str:
    """Make a folder a repository of one commit, and return that commit."""
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "All")):
        done = git(folder, *arguments)
        assert done.returncode == 0, done.stderr
    return git(folder, "rev-parse", "HEAD").stdout.strip()
