"""`awsdev site`: where it writes, what it refuses, what it answers."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Open, conforms
from tests.conftest import Run


def test_json(awsdev: Run, tmp_path: Path) -> None:
    done = awsdev("site", "build", "notes", "--format", "json")
    answer = conforms(done.stdout, "site-build")
    written = [
        path
        for path in (tmp_path / "notes").rglob("*")
        if path.is_file() and path.name != ".awsdev-site"
    ]
    assert (done.returncode, done.stderr, answer["folder"]) == (0, "", "notes")
    assert answer["files"] == len(written)
    assert answer["bytes"] == sum(path.stat().st_size for path in written)


def test_an_earlier_site_gives_way_and_leaves_nothing(awsdev: Run, tmp_path: Path) -> None:
    assert awsdev("site", "build", "notes").returncode == 0
    marker = tmp_path / "notes/.awsdev-site"
    stale = tmp_path / "notes/en/gone.html"
    stale.write_text("an earlier page", "utf-8")
    known = json.loads(marker.read_text("utf-8"))
    known["files"].append("en/gone.html")
    marker.write_text(json.dumps(known), "utf-8")
    assert awsdev("site", "build", "notes").returncode == 0
    assert not stale.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_files_of_others_are_refused_then_kept(awsdev: Run, tmp_path: Path) -> None:
    theirs = tmp_path / "notes/deep/diary.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("dear diary", "utf-8")
    done = awsdev("site", "build", "notes")
    assert (done.returncode, done.stdout) == (1, "")
    assert "deep/diary.txt" in done.stderr
    assert "--overwrite" in done.stderr
    assert list((tmp_path / "notes").iterdir()) == [theirs.parent]
    assert awsdev("site", "build", "notes", "--overwrite").returncode == 0
    assert theirs.read_text("utf-8") == "dear diary"
    assert (tmp_path / "notes/index.html").is_file()
    # It is still a stranger to the next build.
    assert awsdev("site", "build", "notes").returncode == 1


def test_a_file_is_no_folder(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("", "utf-8")
    done = awsdev("site", "build", "notes")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("awsdev: notes: ")


def test_a_terminal_is_told_in_one_line(terminal: Open) -> None:
    screen = terminal("site", "build", "notes")
    assert screen.finish() == 0
    assert "notes/index.html" in screen.text
