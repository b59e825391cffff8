"""`awsdev scaffold`, from a pipe and at a terminal."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from awsdev.cli.scaffold_list import explain_scaffold
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.record import ANSWERS_FILE
from awsdev.scaffolds.render import draft
from awsdev.scaffolds.write import OnConflict, plan_writing, write_plan
from tests.cli.conftest import Open, conforms, fixture_environment
from tests.cli.screen import Screen
from tests.conftest import Run
from tests.scaffolds.workshop import answers_to, kettle, make, project_of, tree

Elsewhere = Callable[..., "subprocess.CompletedProcess[bytes]"]
ASKED = ["project_name", "litres", "whistle", "pitch", "colour", "motto"]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A kettle in the folder `pot`, in which somebody changed a file."""
    project = project_of(kettle(), project_name="pot")
    write_plan(plan_writing(project, tmp_path / "pot", OnConflict.REFUSE))
    (tmp_path / "pot" / "README.md").write_text("mine\n")
    return tmp_path


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_list(awsdev: Run) -> None:
    shown = awsdev("scaffold")
    assert (shown.returncode, shown.stderr) == (0, "")
    for name in awsdevs_catalogue().names:
        assert f"\n  {name}  " in shown.stdout
    answer = conforms(awsdev("scaffold", "--format", "json").stdout, "scaffold-list")
    assert [each["scaffold"] for each in answer["scaffolds"]] == awsdevs_catalogue().names


def test_a_real_scaffold_is_written_and_made_again(awsdev: Run, tmp_path: Path) -> None:
    settings = ("--set", "function_timeout=60", "--set", "tracing=no")
    first = awsdev("scaffold", "sns-sqs-lambda", "orders", "--defaults", *settings)
    assert (first.returncode, first.stderr) == (0, "")
    assert "written to orders" in first.stdout
    answers = f"orders/{ANSWERS_FILE}"
    again = awsdev("scaffold", "SNS SQS Lambda", "copy", "--answers", answers, "--format", "json")
    answer = conforms(again.stdout, "scaffold-answer")
    assert answer["answers"]["function_timeout"] == 60
    assert [each["path"] for each in answer["files"]] == sorted(files_of(tmp_path / "orders"))
    assert files_of(tmp_path / "copy") == files_of(tmp_path / "orders")
    assert answer["findings"] == []


def test_defaults_and_the_name_of_the_folder(elsewhere: Elsewhere, tmp_path: Path) -> None:
    done = elsewhere("scaffold", "kettle", "pot", "--defaults", "--format", "json")
    answer = conforms(done.stdout.decode(), "scaffold-answer")
    assert answer["answers"]["project_name"] == "pot"
    assert files_of(tmp_path / "pot") == {
        path: file.data for path, file in project_of(kettle(), project_name="pot").items()
    }
    # A folder whose name is no project's leaves the default.
    elsewhere("scaffold", "kettle", "A Folder", "--defaults")
    assert (tmp_path / "A Folder" / "src" / "kettle.txt").is_file()


def test_without_a_destination_the_folder_is_named_after_the_project(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    elsewhere("scaffold", "kettle", "--defaults", "--set", "project_name=urn")
    assert [path.name for path in tmp_path.iterdir()] == ["urn"]


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_looking_writes_nothing(elsewhere: Elsewhere, edited: Path, option: str) -> None:
    before = tree(edited)
    for more in ([], ["--overwrite"], ["--skip-existing"]):
        done = elsewhere("scaffold", "kettle", "pot", "--defaults", option, *more)
        assert done.stderr == b""
        conflict = option == "--dry-run" and not more
        assert done.returncode == (1 if conflict else 0)
        assert tree(edited) == before
        if option == "--diff":
            assert (b"-mine" in done.stdout) == (more != ["--skip-existing"])


def test_a_dry_run_says_what_would_be(elsewhere: Elsewhere, edited: Path) -> None:
    fresh = elsewhere("scaffold", "kettle", "urn", "--defaults", "--dry-run").stdout.decode()
    assert "  + README.md\n" in fresh
    assert fresh.endswith("6 files would be written to urn. Nothing was.\n")
    again = elsewhere("scaffold", "kettle", "pot", "--defaults", "--dry-run").stdout.decode()
    assert "  x README.md  (conflict)\n" in again
    assert "  = src/raw.bin  (identical)\n" in again
    assert "Nothing would be written to pot: what is marked x" in again


def test_conflicts(elsewhere: Elsewhere, edited: Path) -> None:
    before = tree(edited)
    refused = elsewhere("scaffold", "kettle", "pot", "--defaults")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert b"pot: README.md would change; nothing was written" in refused.stderr
    assert tree(edited) == before
    both = elsewhere("scaffold", "kettle", "pot", "--defaults", "--overwrite", "--skip-existing")
    assert (both.returncode, both.stdout) == (2, b"")
    kept = elsewhere("scaffold", "kettle", "pot", "--defaults", "--skip-existing")
    assert (kept.returncode, tree(edited)) == (0, before)
    assert elsewhere("scaffold", "kettle", "pot", "--defaults", "--overwrite").returncode == 0
    assert b"Hello" in (edited / "pot" / "README.md").read_bytes()


def test_a_project_that_does_not_pass_its_lint_is_not_written(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    done = elsewhere("scaffold", "cracked", "x", "--set", "broken=yes", "--defaults")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"buildspec.yml:3: BS202" in done.stderr
    assert done.stderr.endswith(b"; nothing was written\n")
    assert list(tmp_path.iterdir()) == []


SETTINGS = [f"--set={name}" for name in ("project_name=a1", "litres=2", "whistle=no", "colour=red")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        # A name that does not exist is told before the answers that are missing.
        (["--set", "liters=2"], "kettle has no parameter liters; did you mean litres?"),
        (["--set", "litres=many"], "litres: 'many' is not a whole number from 1 to 5"),
        ([], f"nobody is there to answer {', '.join(ASKED)}; pass --defaults"),
        # What does not apply is not missing.
        (SETTINGS, "nobody is there to answer motto; pass --defaults"),
    ],
)
def test_off_a_terminal(
    elsewhere: Elsewhere, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    done = elsewhere("scaffold", "kettle", "pot", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"awsdev: {sentence}")
    assert list(tmp_path.iterdir()) == []


def test_off_a_terminal_with_every_answer(elsewhere: Elsewhere, tmp_path: Path) -> None:
    assert elsewhere("scaffold", "kettle", "pot", *SETTINGS, "--set=motto=").returncode == 0
    assert (tmp_path / "pot" / "src" / "a1.txt").is_file()


@pytest.fixture
def asking(terminal: Open, checkout: Path) -> Callable[..., Screen]:
    def open_(*arguments: str) -> Screen:
        program = [sys.executable, "-m", "awsdev"]
        return terminal(
            "scaffold", "kettle", *arguments, program=program, **fixture_environment(checkout)
        )

    return open_


def test_a_conversation(asking: Callable[..., Screen], tmp_path: Path) -> None:
    screen = asking("pot", "--set", "motto=tea")
    screen.wait_for("project_name [pot]:")
    assert "Names the kettle." in screen.text
    screen.type("\n")
    screen.wait_for("litres [2]:")
    screen.type("9\n")
    screen.wait_for("litres: 9 is not a whole number from 1 to 5")
    screen.type("4\n")
    screen.wait_for("whistle [yes]:")
    screen.type("perhaps\n")
    screen.wait_for("whistle: 'perhaps' is not yes or no")
    screen.type("no\n")
    screen.wait_for("colour [green]:")
    assert "Its colour. (red, green, blue)" in screen.text
    assert "pitch" not in screen.text
    screen.type("gren\n")
    screen.wait_for("did you mean green?")
    screen.type("blue\n")
    assert screen.finish() == 0
    expected = project_of(
        kettle(), project_name="pot", litres="4", whistle="no", colour="blue", motto="tea"
    )
    assert files_of(tmp_path / "pot") == {path: file.data for path, file in expected.items()}


@pytest.mark.parametrize(("keys", "status"), [("\x03", 2), ("\x04", 2)])
def test_a_conversation_that_is_broken_off_leaves_nothing(
    asking: Callable[..., Screen], tmp_path: Path, keys: str, status: int
) -> None:
    screen = asking("deep/er/pot")
    screen.wait_for("project_name [pot]:")
    screen.type("\n")
    screen.wait_for("litres [2]:")
    screen.type(keys)
    assert screen.finish() == status
    assert screen.lines[-1] == "awsdev: stopped"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("setting", ["liters=2", "colour=pink", "pitch=1"])
def test_a_wrong_setting_is_told_before_anything_is_asked(
    asking: Callable[..., Screen], setting: str
) -> None:
    screen = asking("pot", "--set", setting)
    assert screen.finish() == 2
    assert screen.lines[0].startswith("awsdev: ")
    assert "Names the kettle." not in screen.text


def test_an_empty_current_folder(elsewhere: Elsewhere, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    assert elsewhere("scaffold", "kettle", ".", "--defaults", cwd=folder).returncode == 0
    assert (folder / "src" / "shop.txt").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["shop"]


def test_the_list_lets_one_pick_at_a_terminal(
    terminal: Open, checkout: Path, tmp_path: Path
) -> None:
    program = [sys.executable, "-m", "awsdev", "scaffold"]
    screen = terminal(program=program, **fixture_environment(checkout))
    screen.wait_for("Which one? Enter for none:")
    assert "  kettle   A kettle" in screen.text
    screen.type("ketle\n")
    screen.wait_for("did you mean kettle?")
    screen.type("ke\n")
    screen.wait_for("project_name [kettle]:")
    screen.type("\n" * 6)
    assert screen.finish() == 0
    assert (tmp_path / "kettle" / "src" / "kettle.txt").is_file()


def test_nothing_is_picked(terminal: Open, tmp_path: Path) -> None:
    screen = terminal("scaffold", rows=60)
    screen.wait_for("Which one?")
    screen.type("\n")
    assert screen.finish() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_scaffold_explained(elsewhere: Elsewhere, tmp_path: Path) -> None:
    shown = elsewhere("scaffold", "kettle", "--explain", "--set", "litres=4")
    assert (shown.returncode, shown.stderr) == (0, b"")
    text = " ".join(shown.stdout.decode().split())
    assert "kettle: A kettle Boils water; for the tests of the scaffold engine." in text
    assert "litres Litres it holds. (now: 4; a whole number from 1 to 5)" in text
    assert "whistle Whistle when the water boils. (now: yes; yes or no)" in text
    assert "pitch Pitch of the whistle. Asked if whistle." in text
    assert "spoons 12, by litres * 3" in text
    assert "bin/whistle.sh src/empty src/kettle.txt" in text
    assert text.endswith("Read on awsdev show sqs-visibility")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", awsdevs_catalogue().names)
def test_every_scaffold_is_explained_at_eighty_columns(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """In this process: a command for each would mostly start anew."""
    scaffold = awsdevs_catalogue().find(name)
    written = draft(scaffold, answers_to(scaffold)).written
    explain_scaffold(scaffold, {}, written, json=False)
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"{name}: {scaffold.title}"
    assert max(map(cell_len, shown)) <= 80


def test_a_real_scaffold_explained(awsdev: Run, tmp_path: Path) -> None:
    shown = awsdev("scaffold", "sam-api", "--explain")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert max(map(cell_len, shown.stdout.splitlines())) <= 80
    answer = conforms(
        awsdev("scaffold", "sam-api", "--explain", "--format", "json").stdout, "scaffold-explained"
    )
    written = awsdev("scaffold", "sam-api", "x", "--defaults", "--format", "json", "--dry-run")
    assert answer["files"] == [each["path"] for each in json.loads(written.stdout)["files"]]
    assert list(tmp_path.iterdir()) == []


def test_conflicts_are_decided_one_by_one(terminal: Open, checkout: Path, edited: Path) -> None:
    """Keep one after a look at it, replace another."""
    (edited / "pot" / "src" / "pot.txt").write_text("mine too\n")
    program = [sys.executable, "-m", "awsdev", "scaffold", "kettle", "pot"]
    screen = terminal(program=program, cwd=edited, rows=60, **fixture_environment(checkout))
    screen.wait_for("project_name [pot]:")
    screen.type("\n" * 6)
    screen.wait_for("pot/README.md is there and differs.")
    screen.type("x\n")
    screen.wait_for("'x' is none of k, o, K, O, d")
    screen.type("d\n")
    screen.wait_for("-mine")
    screen.type("k\n")
    screen.wait_for("pot/src/pot.txt is there and differs.")
    screen.type("o\n")
    assert screen.finish() == 0
    assert (edited / "pot" / "README.md").read_text() == "mine\n"
    assert (edited / "pot" / "src" / "pot.txt").read_text() == "2\n"


@pytest.mark.parametrize(("key", "readme"), [("K", "mine\n"), ("O", "# POT\n")])
def test_conflicts_are_decided_at_once(
    terminal: Open, checkout: Path, edited: Path, key: str, readme: str
) -> None:
    (edited / "pot" / "src" / "pot.txt").write_text("mine too\n")
    program = [sys.executable, "-m", "awsdev", "scaffold", "kettle", "pot"]
    screen = terminal(program=program, cwd=edited, rows=60, **fixture_environment(checkout))
    screen.wait_for("project_name [pot]:")
    screen.type("\n" * 6)
    screen.wait_for("pot/README.md is there and differs.")
    screen.type(f"{key}\n")
    assert screen.finish() == 0
    assert (edited / "pot" / "README.md").read_text().startswith(readme)
    kept = (edited / "pot" / "src" / "pot.txt").read_text() == "mine too\n"
    assert kept == (key == "K")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with a scaffold of one's own, and one by the name of awsdev's."""
    folder = tmp_path / "config" / "scaffolds"
    make(folder, {"a.txt.jinja": "{{ 1 + 1 }}\n"}, title="Mine", group="own")
    shutil.copytree(folder / "made", folder / "sam-api")
    return folder


def test_scaffolds_of_ones_own(awsdev: Run, mine: Path, tmp_path: Path) -> None:
    own = {"AWSDEV_CONFIG_DIR": str(mine.parent)}
    listed = awsdev("scaffold", **own).stdout
    assert re.search(
        r"^own\n  made +Mine \(yours\)\n  sam-api +Mine \(yours\)$", listed, re.MULTILINE
    )
    assert "sns-sqs-lambda" in listed
    assert awsdev("scaffold", "sam-api", "one", "--defaults", **own).returncode == 0
    assert (tmp_path / "one" / "a.txt").read_text() == "2\n"
    # The own one goes before; without it the name is awsdev's again.
    assert "Mine" not in awsdev("scaffold").stdout


@pytest.mark.parametrize("where", [".", "made"])
def test_scaffolds_of_a_folder(awsdev: Run, mine: Path, tmp_path: Path, where: str) -> None:
    place = str(mine / where)
    assert awsdev("scaffold", "made", "one", "--defaults", "--from", place).returncode == 0
    assert (tmp_path / "one" / "a.txt").read_text() == "2\n"
    (mine / "made" / "skeleton" / "a.txt.jinja").write_text("{{ 1 + 2 }}\n")
    assert awsdev("scaffold", "update", "one", "--from", place).returncode == 0
    assert (tmp_path / "one" / "a.txt").read_text() == "3\n"
    listed = awsdev("scaffold", "--from", place)
    assert "sns-sqs-lambda" not in listed.stdout


def test_a_folder_without_scaffolds(awsdev: Run, tmp_path: Path) -> None:
    done = awsdev("scaffold", "--from", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no scaffold here; it is a folder with a scaffold.yaml in it" in done.stderr
