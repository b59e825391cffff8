"""`awsdev scaffold update`, run on projects of the real catalogue."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import conforms
from tests.conftest import Run
from tests.scaffolds.workshop import tree


@pytest.fixture(scope="module")
def fresh(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as it is written; each test works on a copy of it."""
    folder = tmp_path_factory.mktemp("fresh")
    writing = [command, "scaffold", "sam-api", "shop", "--defaults"]
    subprocess.run(writing, cwd=folder, check=True, capture_output=True)
    return folder / "shop"


@pytest.fixture
def shop(fresh: Path, tmp_path: Path) -> Path:
    """A project whose README somebody extended and whose memory somebody raised by hand."""
    folder = Path(shutil.copytree(fresh, tmp_path / "shop"))
    readme, template = folder / "README.md", folder / "template.yaml"
    readme.write_text(readme.read_text("utf-8") + "\nOurs.\n", "utf-8")
    template.write_text(
        template.read_text("utf-8").replace("MemorySize: 256", "MemorySize: 300"), "utf-8"
    )
    return folder


def test_nothing_to_do(awsdev: Run, shop: Path) -> None:
    before = tree(shop)
    done = awsdev("scaffold", "update", "shop", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing to do: shop is as sam-api 1 makes it")
    assert tree(shop) == before


@pytest.mark.parametrize(("option", "status"), [("--dry-run", 0), ("--check", 1), ("--diff", 0)])
def test_looking_changes_nothing(awsdev: Run, shop: Path, option: str, status: int) -> None:
    before = tree(shop)
    done = awsdev("scaffold", "update", "shop", "--set", "memory=512", option)
    assert (done.returncode, done.stderr) == (status, "")
    assert "template.yaml" in done.stdout
    assert tree(shop) == before


def test_another_answer_is_merged_with_what_is_yours(awsdev: Run, shop: Path) -> None:
    settings = ("--set", "timeout=20", "--set", "tracing=no")
    done = awsdev("scaffold", "update", *settings, cwd=shop)
    assert done.stderr == ""
    # Timeout stands beside the memory that was changed by hand.
    assert done.returncode == 1
    assert "  x template.yaml  (conflict)\n" in done.stdout
    text = (shop / "template.yaml").read_text("utf-8")
    assert "<<<<<<< yours\n    MemorySize: 300\n    Timeout: 10\n" in text
    assert (shop / "README.md").read_text("utf-8").endswith("\nOurs.\n")
    assert "X-Ray" not in (shop / "README.md").read_text("utf-8")
    again = awsdev("scaffold", "update", "shop")
    assert again.returncode == 1
    assert "template.yaml: this file still holds the marks of a conflict" in again.stderr
    ours = text.split("<<<<<<< yours\n")[0] + "    MemorySize: 300\n    Timeout: 20\n"
    (shop / "template.yaml").write_text(ours + text.split(">>>>>>> sam-api 1\n")[1], "utf-8")
    assert awsdev("lint", "shop").returncode == 0
    assert awsdev("scaffold", "update", "shop", "--check").returncode == 0


def test_json(awsdev: Run, shop: Path) -> None:
    done = awsdev("scaffold", "update", "shop", "--set", "timeout=20", "--format", "json")
    assert done.returncode == 1
    answer = conforms(done.stdout, "scaffold-update")
    found = {each["path"]: each["status"] for each in answer["files"]}
    assert (found["template.yaml"], found["README.md"]) == ("conflict", "kept")
    assert answer["answers"]["timeout"] == 20
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["."], 2, ".: there is no .awsdev-scaffold.yaml; name the folder of a project"),
        (["shop", "--set", "memory=1"], 2, "memory: 1 is not a whole number from 128 to 10240"),
        (["shop", "--set", "memroy=512"], 2, "sam-api has no parameter memroy; did you mean"),
        (["shop", "--diff", "--format", "json"], 2, "--diff has no JSON form"),
    ],
)
def test_what_cannot_be_asked(
    awsdev: Run, shop: Path, arguments: list[str], status: int, words: str
) -> None:
    before = tree(shop)
    done = awsdev("scaffold", "update", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(f"awsdev: {words}")
    assert done.stderr.count("\n") == 1
    assert tree(shop) == before
