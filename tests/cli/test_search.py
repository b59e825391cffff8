"""`awsdev search` as it is used: piped, at a terminal, by programs."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Open, conforms
from tests.conftest import Run


@pytest.fixture(scope="module")
def index(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that was made once; `tests/search` makes them anew."""
    cache = tmp_path_factory.mktemp("cache")
    places = {"AWSDEV_CACHE_DIR": str(cache), "AWSDEV_CONFIG_DIR": str(cache / "none")}
    searching = [command, "search", "sqs"]
    subprocess.run(searching, env={**os.environ, **places}, check=True, capture_output=True)
    return cache / "search"


@pytest.fixture(autouse=True)
def kept_index(index: Path, tmp_path: Path) -> None:
    """Put it where a command finds it, piped or on a terminal."""
    for cache in (Path(f"{tmp_path}.cache"), tmp_path / ".cache" / "awsdev"):
        shutil.copytree(index, cache / "search")


def test_json(awsdev: Run) -> None:
    done = awsdev("search", "appspec", "ecs", "--limit", "40", "--format", "json")
    answer = conforms(done.stdout, "search")
    assert (done.returncode, answer["query"]) == (0, "appspec ecs")
    assert len(answer["results"]) > 30
    assert {each["kind"] for each in answer["results"]} == {"topic", "rule", "scaffold"}


def test_every_command_it_prints_opens_what_it_found(awsdev: Run) -> None:
    for query in ("가시성 제한 시간", "handler not found", "fifo scaffold"):
        answer = json.loads(awsdev("search", query, "--limit", "3", "--format", "json").stdout)
        for result in answer["results"]:
            name, *arguments = shlex.split(result["command"])
            opened = awsdev(*arguments)
            assert (name, opened.returncode) == ("awsdev", 0), result
            if result["heading"]:
                assert result["heading"] in awsdev(*arguments, "--lang", result["language"]).stdout


@pytest.mark.parametrize("words", ["배포 전략 카나리", "visibility timeout"])
def test_a_pipe_gets_plain_lines_that_fit(awsdev: Run, words: str) -> None:
    done = awsdev("search", *words.split())
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert max(map(cell_len, done.stdout.splitlines())) <= 80
    assert "   awsdev show " in done.stdout


def test_decomposed_hangul_finds_the_same(awsdev: Run) -> None:
    composed = awsdev("search", "대기열에서 사라짐")
    assert (
        awsdev("search", unicodedata.normalize("NFD", "대기열에서 사라짐")).stdout
        == composed.stdout
    )


def test_nothing_found_is_a_no(awsdev: Run) -> None:
    done = awsdev("search", "qzxqzx")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("awsdev: nothing answers qzxqzx; ")
    done = awsdev("search", "qzxqzx", "--format", "json")
    assert done.returncode == 1
    assert conforms(done.stdout, "search")["results"] == []


@pytest.mark.parametrize("words", [[""], ["?!"], ["  "]])
def test_no_word_at_all(awsdev: Run, words: list[str]) -> None:
    done = awsdev("search", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("awsdev: there is no word to look for; ")


def test_what_is_typed_does_not_act_on_the_terminal(awsdev: Run) -> None:
    done = awsdev("search", "\x1b]0;title\x07qzxqzx")
    assert "\x1b" not in done.stderr + done.stdout


def test_picked_with_a_key(terminal: Open, tmp_path: Path) -> None:
    first = {"AWSDEV_CACHE_DIR": str(tmp_path / "first")}
    screen = terminal("search", "가시성 제한 시간", rows=60, **first)
    screen.wait_for("Open 1 to 9?")
    assert "Reading everything once" in screen.text
    assert "1. SQS 가시성 제한 시간" in screen.text
    screen.type("1")
    screen.wait_for("왜 문제가 되는가")
    screen.type("q")
    assert screen.finish() == 0


@pytest.mark.parametrize("key", ["x", "\n", "0"])
def test_any_other_key_ends(terminal: Open, key: str) -> None:
    screen = terminal("search", "visibility timeout", rows=60)
    screen.wait_for("Open 1 to")
    screen.type(key)
    assert screen.finish() == 0
    assert "1. SQS visibility timeout" in screen.text
    assert "Reading" not in screen.text


def test_hits_are_set_off_unless_no_colour_is_wanted(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("search", "visibility timeout", "--limit", "1")
    screen.wait_for("Open 1 to 1?")
    assert b"\x1b[1;33mvisibility timeout\x1b[0m" in screen.raw
    plain = terminal("search", "visibility timeout", "--limit", "1", NO_COLOR="1")
    plain.wait_for("Open 1 to 1?")
    assert b"\x1b[" not in plain.raw.split(b"Open")[0]
