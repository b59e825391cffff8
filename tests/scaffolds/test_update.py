"""A project that is brought to the present version of its scaffold keeps what is yours."""

from __future__ import annotations

from pathlib import Path

import pytest

from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.manifest import Scaffold, load_scaffold
from awsdev.scaffolds.record import ANSWERS_FILE, read_record
from awsdev.scaffolds.render import render_project
from awsdev.scaffolds.update import (
    Update,
    UpdateStatus,
    plan_update,
    refuse_unfinished,
    update_diff,
    write_update,
)
from awsdev.scaffolds.write import OnConflict, plan_writing, write_plan
from tests.scaffolds.test_write import applied, data_of, files_of
from tests.scaffolds.versions import keep
from tests.scaffolds.workshop import answers_to, make, tree

LINES = [f"line {number}\n" for number in range(10)]
NAME = {"name": "project_name", "type": "string", "help": "h", "default": "tea"}
SIZE = {"name": "size", "type": "integer", "help": "h", "default": 3, "maximum": 9}
FIRST = {
    "text.jinja": "".join(LINES[:5]) + "size {{ size }}\n" + "".join(LINES[5:]),
    "same": "same\n",
    "changed": "old\n",
    "dropped": "dropped\n",
    "dropped_but_yours": "dropped\n",
    "removed_by_you": "old\n",
    "picture": b"\0old",
}
SECOND = {
    **FIRST,
    "text.jinja": "new first line\n"
    + "".join(LINES[1:5])
    + "size {{ size }}\n"
    + "".join(LINES[5:]),
    "changed": "new\n",
    "removed_by_you": "new\n",
    "picture": b"\0new",
    "added": "added\n",
    "added_but_there": "theirs\n",
}
del SECOND["dropped"], SECOND["dropped_but_yours"]


@pytest.fixture
def scaffold(tmp_path: Path) -> Scaffold:
    """The second version of a scaffold, the first one kept."""
    make(tmp_path / "first", FIRST, version=1, parameters=[NAME, SIZE])
    made = make(tmp_path / "second", SECOND, version=2, parameters=[NAME, SIZE])
    keep("made", tmp_path / "first", tmp_path / "second")
    return made


@pytest.fixture
def project(scaffold: Scaffold, tmp_path: Path) -> Path:
    """A project of the first version."""
    first = load_scaffold(tmp_path / "first" / "made")
    folder = tmp_path / "project"
    rendered = render_project(first, answers_to(first, size="4"))
    write_plan(plan_writing(rendered, folder, OnConflict.REFUSE))
    return folder


def updated(scaffold: Scaffold, folder: Path, **settings: str) -> Update:
    return plan_update(scaffold, read_record(folder), folder, settings)


def statuses(update: Update) -> dict[str, str]:
    return {path: str(each.status) for path, each in update.files.items()}


def test_a_project_nobody_changed_becomes_what_is_rendered_now(
    scaffold: Scaffold, project: Path
) -> None:
    update = updated(scaffold, project)
    assert statuses(update) == {
        ANSWERS_FILE: "updated",
        "added": "added",
        "added_but_there": "added",
        "changed": "updated",
        "dropped": "removed",
        "dropped_but_yours": "removed",
        "picture": "updated",
        "removed_by_you": "updated",
        "same": "identical",
        "text": "updated",
    }
    write_update(update)
    assert files_of(project) == data_of(render_project(scaffold, answers_to(scaffold, size="4")))
    again = updated(scaffold, project)
    assert set(statuses(again).values()) == {"identical"}
    assert not again.changes


def test_what_is_yours_stays(scaffold: Scaffold, project: Path) -> None:
    (project / "same").write_text("yours\n")
    (project / "dropped_but_yours").write_text("yours\n")
    (project / "removed_by_you").unlink()
    (project / "picture").write_bytes(b"\0yours")
    (project / "text").write_text((project / "text").read_text().replace("line 8", "your line 8"))
    (project / "added_but_there").write_text("yours\n")
    (project / "mine").write_text("not the scaffold's\n")
    update = updated(scaffold, project)
    assert statuses(update) == {
        ANSWERS_FILE: "updated",
        "added": "added",
        "added_but_there": "conflict",
        "changed": "updated",
        "dropped": "removed",
        "dropped_but_yours": "kept",
        "picture": "kept",
        "removed_by_you": "kept",
        "same": "kept",
        "text": "merged",
    }
    notes = {path: each.note for path, each in update.files.items() if each.note}
    assert sorted(notes) == ["dropped_but_yours", "picture", "removed_by_you"]
    write_update(update)
    there = files_of(project)
    assert there["text"].decode().splitlines()[0] == "new first line"
    assert "your line 8" in there["text"].decode()
    assert there["added_but_there"] == (b"<<<<<<< yours\nyours\n=======\ntheirs\n>>>>>>> made 2\n")
    assert (there["same"], there["mine"]) == (b"yours\n", b"not the scaffold's\n")
    assert "removed_by_you" not in there
    with pytest.raises(AwsdevError, match="added_but_there: this file still holds the marks"):
        refuse_unfinished(project, read_record(project))
    (project / "added_but_there").write_text("both\n")
    refuse_unfinished(project, read_record(project))
    assert set(statuses(updated(scaffold, project)).values()) == {"identical", "kept"}


def test_other_answers(scaffold: Scaffold, project: Path) -> None:
    write_update(updated(scaffold, project))
    (project / "text").write_text((project / "text").read_text() + "yours\n")
    update = updated(scaffold, project, size="7")
    assert update.answers["size"] == 7
    assert update.files["text"].status is UpdateStatus.MERGED
    write_update(update)
    assert "size 7\n" in (project / "text").read_text()
    assert (project / "text").read_text().endswith("yours\n")
    assert read_record(project).answers["size"] == 7


def test_an_answer_that_is_taken_no_more(scaffold: Scaffold, project: Path, tmp_path: Path) -> None:
    third = make(tmp_path / "third", SECOND, version=3, parameters=[NAME, {**SIZE, "maximum": 3}])
    with pytest.raises(AwsdevError, match="size: 4 is not a whole number of 3 or less") as caught:
        updated(third, project)
    assert caught.value.hint == "choose another one with --set size=VALUE"
    assert updated(third, project, size="2").answers["size"] == 2


def test_parameters_come_and_go(project: Path, tmp_path: Path) -> None:
    colour = {"name": "colour", "type": "string", "help": "h", "default": "red"}
    third = make(tmp_path / "third", {"same": "same\n"}, version=3, parameters=[NAME, colour])
    assert updated(third, project).answers == {"project_name": "tea", "colour": "red"}


def test_a_version_that_was_not_kept_is_merged_against_nothing(
    project: Path, tmp_path: Path
) -> None:
    """Nothing of yours is lost: what both changed is marked, the rest needs no old version."""
    third = make(tmp_path / "third", SECOND, version=3, parameters=[NAME, SIZE])
    (project / "text").write_text("yours\n")
    update = updated(third, project)
    assert statuses(update)["changed"] == "updated"
    assert update.conflicts == ["text"]
    new = update.files["text"].new
    assert new is not None
    assert b"yours\n=======\nnew first line\n" in new.data


def test_a_project_of_a_later_version(scaffold: Scaffold, project: Path) -> None:
    text = (project / ANSWERS_FILE).read_text().replace("version: 1", "version: 9")
    (project / ANSWERS_FILE).write_text(text)
    with pytest.raises(AwsdevError, match="answers to version 9 of made") as caught:
        updated(scaffold, project)
    assert caught.value.status is Status.UNASKED


def test_a_link_is_not_followed(scaffold: Scaffold, project: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("old\n")
    (project / "changed").unlink()
    (project / "changed").symlink_to(victim)
    before = tree(tmp_path)
    with pytest.raises(AwsdevError, match="changed: a link is there"):
        updated(scaffold, project)
    assert tree(tmp_path) == before


def test_a_file_where_a_new_version_has_a_folder(tmp_path: Path) -> None:
    make(tmp_path / "first", {"a": "a\n"}, version=1, parameters=[NAME])
    made = make(tmp_path / "second", {"a": "a\n", "b/c": "c\n"}, version=2, parameters=[NAME])
    keep("made", tmp_path / "first", tmp_path / "second")
    project = tmp_path / "project"
    first = load_scaffold(tmp_path / "first" / "made")
    write_plan(plan_writing(render_project(first, answers_to(first)), project, OnConflict.REFUSE))
    (project / "b").write_text("yours\n")
    before = tree(project)
    with pytest.raises(AwsdevError, match="b: a file is there, where a folder belongs"):
        updated(made, project)
    assert tree(project) == before


def test_the_diff_is_a_patch_that_git_applies(scaffold: Scaffold, project: Path) -> None:
    for path in ("picture", "added_but_there"):
        (project / path).write_text("yours\n")
    update = updated(scaffold, project)
    patch = "".join(f"{line}\n" for line in update_diff(update))
    patched = applied(project, patch)
    again = updated(scaffold, project)
    assert not again.changes
    assert patched["added"] == b"added\n"
    assert "dropped" not in patched
