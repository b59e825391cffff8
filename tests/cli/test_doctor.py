"""`awsdev doctor` sees what is there, and says what is wrong."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.conftest import conforms
from tests.conftest import Run
from tests.scaffolds.workshop import make


@pytest.fixture
def seen(awsdev: Run):
    """Return what was seen, by name, and the exit status."""

    def look(**variables: str) -> tuple[dict[str, dict[str, str]], int]:
        done = awsdev("doctor", "--format", "json", **variables)
        assert done.stderr == ""
        answer = conforms(done.stdout, "doctor")
        return {check["name"]: check for check in answer["checks"]}, done.returncode

    return look


def test_versions_are_those_that_are_installed(seen) -> None:
    found, status = seen()
    assert status == 0
    for package in ("awsdev", "cfn-lint", "botocore"):
        assert found[package]["detail"] == version(package)
    assert found["SQLite"]["detail"] == sqlite3.sqlite_version


def test_tools_are_found_on_the_path(seen, tmp_path: Path) -> None:
    tool = tmp_path / "bin" / "sam"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nexit 1\n")
    tool.chmod(0o755)
    path = f"{tool.parent}{os.pathsep}{os.environ['PATH']}"
    found, _ = seen(PATH=path)
    assert (found["sam"]["state"], found["sam"]["detail"]) == ("ok", str(tool))
    found, status = seen(PATH=str(tmp_path))
    assert (found["sam"]["state"], found["aws"]["state"], status) == ("absent", "absent", 0)
    assert found["aws"]["hint"]


@pytest.mark.parametrize(
    ("variables", "detail"),
    [
        ({"AWSDEV_LANG": "ko"}, "ko, by AWSDEV_LANG=ko"),
        ({"LANG": "ko_KR.UTF-8"}, "ko, by LANG=ko_KR.UTF-8"),
        ({"LANG": ""}, "en, since no variable names another"),
    ],
)
def test_the_language_and_why(seen, variables: dict[str, str], detail: str) -> None:
    assert seen(**variables)[0]["notes"]["detail"] == detail


def test_a_cache_that_cannot_be_written(seen, awsdev: Run) -> None:
    found, status = seen(AWSDEV_CACHE_DIR="/dev/null/cache")
    assert (found["cache"]["state"], status) == ("wrong", 1)
    told = awsdev("doctor", AWSDEV_CACHE_DIR="/dev/null/cache")
    assert told.returncode == 1
    assert "WRONG: /dev/null/cache: " in told.stdout
    assert told.stdout.endswith("\n1 thing is wrong.\n")


def test_scaffolds_of_ones_own(seen, tmp_path: Path) -> None:
    own = tmp_path / "config"
    make(own / "scaffolds", {"README.md": "# Tea\n"}, title="A teapot")
    shutil.copytree(own / "scaffolds" / "made", own / "scaffolds" / "broken")
    (own / "scaffolds" / "broken" / "scaffold.yaml").write_text("title: [\x1b[2J\n", "utf-8")
    found, status = seen(AWSDEV_CONFIG_DIR=str(own))
    assert (found["made"]["state"], found["made"]["detail"]) == ("ok", "A teapot")
    assert (found["broken"]["state"], status) == ("wrong", 1)
    assert "scaffold.yaml" in found["broken"]["detail"]


def test_a_scaffold_whose_name_acts_on_the_terminal_is_listed_nowhere(
    awsdev: Run, tmp_path: Path
) -> None:
    own = tmp_path / "config"
    make(own / "scaffolds", {"README.md": "# Tea\n"})
    (own / "scaffolds" / "made").rename(own / "scaffolds" / "a\x1b[2J")
    listed = awsdev("scaffold", AWSDEV_CONFIG_DIR=str(own))
    told = awsdev("doctor", AWSDEV_CONFIG_DIR=str(own))
    assert (listed.returncode, told.returncode) == (0, 1)
    assert "nothing can go by this name" in " ".join(told.stdout.split())
    assert "\x1b" not in listed.stdout + listed.stderr + told.stdout + told.stderr


@pytest.mark.parametrize(
    ("files", "state", "words"),
    [
        ({"tea/en.md": "# Tea\n"}, "ok", "Tea"),
        ({"sqs-visibility/ko.patch.md": "x"}, "ok", "SQS visibility timeout"),
        ({"tea/en.md": "[x](topic:nothing)"}, "wrong", "en.md: topic:nothing: "),
        ({"tea/en.md": "[x](topic:appspec#nothing)"}, "wrong", "topic:appspec#nothing: "),
        ({"tea/ko.md": "[x](rule:BS999)"}, "wrong", "ko.md: rule:BS999: "),
        ({"tea/ko.md": "[x](scaffold:nothing)"}, "wrong", "scaffold:nothing: "),
        ({"tea/ko.md": "## a {#x}\n## b {#x}"}, "wrong", "#x"),
        ({"tea/en.md": "x", "tea/topic.yaml": "titel: x"}, "wrong", "titel"),
        ({"tea/kr.md": "x"}, "wrong", "kr.md"),
        ({"tea/topic.yaml": "title: x"}, "wrong", "it holds no page"),
        ({"tea/ko.patch.md": "x"}, "wrong", "to add to"),
        ({"appspec/ko.patch.md": "## a {#limits}"}, "wrong", "ko.patch.md: "),
    ],
)
def test_topics_of_ones_own(
    seen, tmp_path: Path, files: dict[str, str], state: str, words: str
) -> None:
    for name, text in files.items():
        path = tmp_path / "config" / "topics" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found, status = seen(AWSDEV_CONFIG_DIR=str(tmp_path / "config"))
    check = found[path.parent.name]
    assert (check["group"], check["state"]) == ("your topics", state)
    assert words in check["detail"]
    assert status == (state == "wrong")


def test_a_pipe_gets_plain_lines(awsdev: Run) -> None:
    done = awsdev("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith("versions\n  awsdev ")
    assert done.stdout.endswith("\nNothing is wrong.\n")


def test_nothing_is_made_by_looking(awsdev: Run, tmp_path: Path) -> None:
    folders = {"AWSDEV_CACHE_DIR": tmp_path / "c", "AWSDEV_CONFIG_DIR": tmp_path / "d"}
    awsdev("doctor", **{name: str(folder) for name, folder in folders.items()})
    assert list(tmp_path.iterdir()) == []
    assert json.loads(awsdev("doctor", "--format", "json").stdout)["version"] == 1
