"""`awsdev site`: where it writes, what it refuses, what it answers."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

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


def test_files_of_others_are_refused_then_kept(awsdev: Run, terminal: Open, tmp_path: Path) -> None:
    theirs = tmp_path / "diary.txt"
    theirs.write_text("dear diary", "utf-8")
    done = awsdev("site", "build", ".")
    assert (done.returncode, done.stdout) == (1, "")
    assert "diary.txt" in done.stderr
    assert "--overwrite" in done.stderr
    assert list(tmp_path.iterdir()) == [theirs]
    # In the very folder one stands in; a terminal is told in one line.
    screen = terminal("site", "build", ".", "--overwrite")
    assert screen.finish() == 0
    assert [line for line in screen.lines if line] == [screen.lines[-1]]
    assert screen.lines[-1].endswith("open index.html")
    assert theirs.read_text("utf-8") == "dear diary"
    assert (tmp_path / "index.html").is_file()


def test_topics_of_ones_own_are_there_and_a_broken_one_costs_no_other(
    awsdev: Run, tmp_path: Path
) -> None:
    own = Path(f"{tmp_path}.config/topics")
    for slug, text in {
        "team-rules": "# Ours\n\nSee [there](topic:sqs-visibility) and [gone](topic:no-such).\n",
        "broken": "# Broken\n\n{{example none.yaml}}\n",
        "titled": "# See [x](source:none) `y`\n\n## Part `z`\n\nText, and [it](topic:broken).\n",
    }.items():
        (own / slug).mkdir(parents=True)
        (own / slug / "en.md").write_text(text, "utf-8")
    (own / "broken/topic.yaml").write_text("rules: [BS201]\nskills: [C01-9.9.1]\n", "utf-8")
    done = awsdev("site", "build", "notes", "--format", "json")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    (problem,) = conforms(done.stdout, "site-build")["left_out"]
    assert "none.yaml" in problem
    assert f"left out: {problem}" in done.stderr
    page = (tmp_path / "notes/en/topics/team-rules.html").read_text("utf-8")
    assert '<a href="sqs-visibility.html">there</a>' in page
    assert 'href="no-such' not in page
    assert not (tmp_path / "notes/en/topics/broken.html").exists()
    rule = (tmp_path / "notes/en/rules/BS201.html").read_text("utf-8")
    titled = (tmp_path / "notes/en/topics/titled.html").read_text("utf-8")
    assert "broken.html" not in rule + titled
    assert "<h1>See x y</h1>" in titled
    assert ">Part z</a>" in titled
    listed = (tmp_path / "notes/en/index.html").read_text("utf-8")
    assert "team-rules.html" in listed
    assert "broken.html" not in listed


@pytest.mark.parametrize(
    ("whole", "by", "status"), [(True, signal.SIGINT, 130), (False, signal.SIGKILL, 2)]
)
def test_a_build_that_is_ended_leaves_nothing(
    command: str, tmp_path: Path, *, whole: bool, by: signal.Signals, status: int
) -> None:
    """Ctrl-C reaches all of it; the system kills one process when memory runs out."""
    process = subprocess.Popen(
        [command, "site", "build", "notes"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (workers := children.read_text("utf-8").split()):
        time.sleep(0.01)
    # What interrupts a fork itself, Python drops.
    time.sleep(0.3)
    if whole:
        os.killpg(process.pid, by)
    else:
        os.kill(int(workers[0]), by)
    _, told = process.communicate(timeout=60)
    assert process.returncode == status
    assert told.count("\n") <= 1
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("", "utf-8")
    done = awsdev("site", "build", "notes")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("awsdev: notes: ")
