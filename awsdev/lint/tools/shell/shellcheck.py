"""shellcheck as a program beside awsdev: found, asked about scripts, its answer read.

It is an extra (`pip install 'awsdev[shell]'`), or whatever `shellcheck` the path holds.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TIMEOUT = 8.0
"""Seconds one run may take; a long script takes a tenth of one."""

# What a project's .shellcheckrc says is read by awsdev itself, and style is not reported.
_OPTIONS = ("--norc", "--format=json1", "--severity=info", "--color=never")
_ANSWERED = (0, 1)
"""Exit statuses: nothing found, something found. Others mean that it could not do its work."""


class ShellcheckError(Exception):
    """shellcheck died, did not come to an end or gave no answer."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What shellcheck says of a place in a script.

    Attributes:
        code: Its number, without `SC`.
        level: `error`, `warning` or `info`.
        message: In shellcheck's own words.
        line: Where it begins, from 1.
        column: Where it begins, from 1; a tab is one column.
        end_line: The line it ends on.
        end_column: The column after its end.
    """

    code: int
    level: str
    message: str
    line: int
    column: int
    end_line: int
    end_column: int


@cache
def program() -> str:
    """Return shellcheck's path, first the one installed beside awsdev; empty where none is."""
    beside = shutil.which("shellcheck", path=str(Path(sys.executable).parent))
    return beside or shutil.which("shellcheck") or ""


@cache
def version() -> str:
    """Return shellcheck's version; empty where there is none, or none that works."""
    try:
        words = _run(["--version"], b"").decode(errors="replace")
    except ShellcheckError:
        return ""
    lines = (line.partition(":") for line in words.splitlines())
    return next((value.strip() for name, _, value in lines if name == "version"), "")


def check(scripts: Sequence[bytes], *, dialect: str = "") -> list[list[Comment]]:
    """Check scripts with one run of shellcheck.

    Args:
        scripts: The scripts.
        dialect: The shell they are for: `sh`, `bash`, `dash` or `ksh`; what each says of itself
            where empty.

    Returns:
        The comments on each script, by place.

    Raises:
        ShellcheckError: It died, did not come to an end or gave no answer.
    """
    options = [*_OPTIONS, *([f"--shell={dialect}"] if dialect else [])]
    if len(scripts) == 1:
        return [_comments(_run([*options, "-"], scripts[0])).get("-", [])]
    try:
        with tempfile.TemporaryDirectory(prefix="awsdev-") as folder:
            paths = [str(Path(folder) / f"{number}.sh") for number in range(len(scripts))]
            for path, script in zip(paths, scripts, strict=True):
                Path(path).write_bytes(script)
            found = _comments(_run([*options, "--", *paths], b"")) if paths else {}
    except OSError as error:
        raise ShellcheckError(str(error)) from error
    return [found.get(path, []) for path in paths]


def _run(arguments: list[str], script: bytes) -> bytes:
    try:
        done = subprocess.run(
            [program() or "shellcheck", *arguments],
            input=script,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            # Options from there would make a file's findings this machine's own.
            env={name: value for name, value in os.environ.items() if name != "SHELLCHECK_OPTS"},
        )
    except subprocess.TimeoutExpired as error:
        msg = f"it did not come to an end within {TIMEOUT:g} s"
        raise ShellcheckError(msg) from error
    except OSError as error:
        raise ShellcheckError(error.strerror or str(error)) from error
    if done.returncode not in _ANSWERED:
        words = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        how = f"it ended with status {done.returncode}"
        raise ShellcheckError(f"{how}: {words}" if words else how)
    return done.stdout


def _comments(answer: bytes) -> dict[str, list[Comment]]:
    """Return what shellcheck's answer says, by script."""
    found: dict[str, list[Comment]] = {}
    try:
        for said in json.loads(answer)["comments"]:
            comment = Comment(
                code=int(said["code"]),
                level=said["level"],
                message=said["message"],
                line=said["line"],
                column=said["column"],
                end_line=said["endLine"],
                end_column=said["endColumn"],
            )
            found.setdefault(said["file"], []).append(comment)
    except (ValueError, LookupError, TypeError) as error:
        msg = "its answer is not what --format=json1 promises"
        raise ShellcheckError(msg) from error
    return {name: sorted(comments, key=_place) for name, comments in found.items()}


def _place(comment: Comment) -> tuple[int, int, int]:
    return (comment.line, comment.column, comment.code)
