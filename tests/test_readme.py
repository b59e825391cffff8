"""README's commands run, its pictures are today's, its tables say what is there."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"(?:<!-- command: (\w+) -->\n)?```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = [
    line for name, block in _BLOCK.findall(README) if not name for line in block.splitlines()
]


def test_the_two_set_up_commands_are_there() -> None:
    """`.ci/run` takes them from README and runs them; here only that it will find them."""
    named = {name: block for name, block in _BLOCK.findall(README) if name}
    assert set(named) == {"main", "test"}
    assert all(len(block.splitlines()) == 1 for block in named.values())


@pytest.fixture(scope="module")
def folder(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    subprocess.run(
        [command, "scaffold", "sns-sqs-lambda", "orders", "--defaults"], cwd=folder, check=True
    )
    return folder


@pytest.mark.parametrize("line", COMMANDS)
def test_command(line: str, command: str, folder: Path) -> None:
    """In order, in one folder, as a reader would type them."""
    done = subprocess.run(
        ["bash", "-c", line.replace("awsdev ", f"{command} ", 1)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr


def test_pictures_are_todays() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import pictures  # noqa: PLC0415 - a script, not a package

    for name, picture in pictures.pictures().items():
        kept = (ROOT / "docs" / "pictures" / name).read_text("utf-8")
        assert kept == picture, f"{name} is stale: run python docs/pictures.py"


def test_every_picture_is_shown_and_every_shown_one_is_there() -> None:
    there = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert there == {*re.findall(r"docs/pictures/([\w-]+\.\w+)", README)}


def test_the_tables_of_topics_and_scaffolds_are_whole() -> None:
    rows = README[README.index("| scaffold |") : README.index("## Lint")].splitlines()[2:]
    made = dict(re.findall(r"\| `([\w-]+)` \| (.+) \|", "\n".join(rows)))
    assert made == {each.name: each.title for each in awsdevs_catalogue().all()}
    listed = re.findall(
        r"`([\w-]+)`", README[README.index("| about |") : README.index("A topic is")]
    )
    assert sorted(listed) == Library().slugs


def test_the_figures_of_speed_are_within_what_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    pairs = runpy.run_path(str(ROOT / "benchmarks" / "run.py"))["pairs"]()
    rows = re.findall(r"^\|.*\| ([\d.]+) \| ([\d.]+) \|$", README, re.MULTILINE)
    assert [float(most) for _, most in rows] == [pair.limit for pair in pairs]
    assert all(float(measured) <= float(most) for measured, most in rows)
