"""`awsdev scaffold add`, from a pipe and at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Open, conforms
from tests.conftest import Run
from tests.scaffolds.test_addition import API
from tests.scaffolds.workshop import tree


@pytest.fixture
def api(tmp_path: Path) -> Path:
    path = tmp_path / "template.yaml"
    path.write_text(API, "utf-8")
    return path


def test_the_list(awsdev: Run) -> None:
    shown = awsdev("scaffold", "add")
    assert (shown.returncode, shown.stderr) == (0, "")
    listed = [line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  ")]
    answer = json.loads(awsdev("scaffold", "add", "--format", "json").stdout)
    assert [each["addition"] for each in answer["additions"]] == listed
    assert len(listed) >= 6


@pytest.mark.parametrize("place", [".", "template.yaml"])
def test_a_queue(awsdev: Run, api: Path, place: str) -> None:
    done = awsdev("scaffold", "add", "queue", place, "--defaults", "--set", "function_timeout=60")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  ~ template.yaml  (changed)\n  + events/orders.json\n" in done.stdout
    assert "      VisibilityTimeout: 360\n" in api.read_text("utf-8")
    assert awsdev("lint", ".").stdout.startswith("No findings")


def test_off_a_terminal_nothing_is_taken_for_granted(awsdev: Run, api: Path) -> None:
    done = awsdev("scaffold", "add", "table", ".", "--set", "name=Carts")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "awsdev: nobody is there to answer partition_key; pass --defaults"
    )
    assert api.read_text("utf-8") == API


def test_json(awsdev: Run, api: Path) -> None:
    done = awsdev("scaffold", "add", "schedule", ".", "--defaults", "--format", "json")
    answer = conforms(done.stdout, "scaffold-add")
    assert answer["answers"]["function"] == "Function"
    assert answer["files"] == [{"path": "template.yaml", "status": "changed"}]
    assert "NightlySchedule:" in api.read_text("utf-8")


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_looking_writes_nothing(awsdev: Run, api: Path, tmp_path: Path, option: str) -> None:
    before = tree(tmp_path)
    done = awsdev("scaffold", "add", "table", ".", "--defaults", option)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ItemsTable" in done.stdout
    assert tree(tmp_path) == before


def test_a_conversation(terminal: Open, api: Path) -> None:
    screen = terminal("scaffold", "add", "alarms")
    screen.wait_for("function [Function]:")
    assert "The function that is watched. (Function)" in screen.text
    screen.type("Fnuction\n")
    screen.wait_for("did you mean Function?")
    screen.type("\n")
    screen.wait_for("duration [3000]:")
    screen.type("500\n")
    assert screen.finish() == 0
    assert "      Threshold: 500\n" in api.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["queue", "nowhere.yaml"], 2, "nowhere.yaml: No such file or directory"),
        (["queue", "empty"], 2, "empty: there is no template.yaml and no template.yml here"),
        (["quue", "."], 1, "there is no addition quue; did you mean queue?"),
        (["queue", ".", "--set", "name=orders"], 2, "name: 'orders' does not fit; two to forty"),
        (["alarms", ".", "--set", "function=Api"], 2, "function: 'Api' is no choice"),
        (["table", ".", "--set", "name=Items", "--diff", "--format", "json"], 2, "--diff has no"),
    ],
)
def test_what_cannot_be_added(
    awsdev: Run, api: Path, tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    before = tree(tmp_path)
    done = awsdev("scaffold", "add", *arguments, "--defaults")
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(f"awsdev: {words}")
    assert done.stderr.count("\n") == 1
    assert tree(tmp_path) == before
