"""`awsdev` alone: one screen, in the reader's language, of commands that are right."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Open
from tests.conftest import Run

COMMAND = re.compile(r"awsdev (?:(?! {2}).)+")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with more AWS files than are named, a project's answers, and what is neither."""
    names = ["appspec.yml", "buildspec.yml", "template.yaml", ".awsdev-scaffold.yaml"]
    for name in [*names, "template.md", "notes.txt"]:
        (tmp_path / name).touch()
    (tmp_path / "amplify.yml").mkdir()
    return tmp_path


@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_fits_one_screen(terminal: Open, project: Path, language: str) -> None:
    screen = terminal(cwd=project, AWSDEV_LANG=language, columns=80, rows=24)
    assert screen.finish() == 0
    assert "awsdev 0." in screen.text, "its first line has left the screen"
    assert ("한국어 화면" in screen.text) == (language == "en")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_line_is_wrapped_and_a_pipe_gets_plain_text(
    awsdev: Run, project: Path, language: str
) -> None:
    shown = awsdev(cwd=project, AWSDEV_LANG=language)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\x1b" not in shown.stdout
    lines = shown.stdout.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert all("awsdev" in line for line in lines if line)


def test_every_command_is_one_that_runs(awsdev: Run, command: str, tmp_path: Path) -> None:
    shown = awsdev(AWSDEV_LANG="en").stdout.splitlines()[1:-1]
    commands = [found.group() for line in shown if (found := COMMAND.search(line))]
    assert len(commands) == 10
    for line in commands:
        words = line.split()[1:]
        if words == ["--install-completion"]:  # It would write to the home folder.
            words = ["--help"]
        if words[0] == "scaffold" and len(words) == 3:
            words.append("--defaults")
        done = subprocess.run([command, *words], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, (line, done.stderr)
    assert (tmp_path / "shop" / "template.yaml").is_file()


def test_what_lies_here_is_named(awsdev: Run, project: Path, tmp_path: Path) -> None:
    shown = awsdev(cwd=project, AWSDEV_LANG="en").stdout
    assert "appspec.yml, buildspec.yml …" in shown
    assert "awsdev scaffold update" in shown
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "Here" not in awsdev(cwd=empty, AWSDEV_LANG="en").stdout


def test_a_name_cannot_act_on_the_terminal(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "buildspec.{x}\x1b[2J.yml").touch()
    shown = awsdev(cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert r"buildspec.{x}\x1b[2J.yml" in shown.stdout
