"""Where a site is written: what gives way, what stays, what is refused, what a kill leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awsdev.errors import AwsdevError, Status
from awsdev.site.folder import MARKER, refuse_strangers, write_site

SITE = {"index.html": b"home", "en/topics/a.html": b"a", "ko/topics/a.html": "가".encode()}


def test_an_earlier_site_gives_way_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "notes"
    write_site({**SITE, "en/rules/gone.html": b"x"}, place)
    refuse_strangers(place, overwrite=False)
    write_site({**SITE, "index.html": b"another"}, place)
    assert contents(place) == {**SITE, "index.html": b"another"}
    assert not (place / "en/rules").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_files_of_others_are_refused_then_kept(tmp_path: Path) -> None:
    theirs = tmp_path / "notes/deep/diary.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"dear diary")
    (tmp_path / "notes/empty").mkdir()
    with pytest.raises(AwsdevError, match=r"deep/diary\.txt was not written") as refused:
        refuse_strangers(tmp_path / "notes", overwrite=False)
    assert refused.value.status is Status.NO
    refuse_strangers(tmp_path / "notes", overwrite=True)
    write_site(SITE, tmp_path / "notes")
    assert contents(tmp_path / "notes") == {**SITE, "deep/diary.txt": b"dear diary"}
    assert (tmp_path / "notes/empty").is_dir()
    # It is still a stranger to the next build.
    with pytest.raises(AwsdevError, match=r"deep/diary\.txt"):
        refuse_strangers(tmp_path / "notes", overwrite=False)


def test_it_is_written_around_a_repository_that_nobody_else_may_read(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    before = tmp_path.stat()
    write_site(SITE, tmp_path)
    assert tmp_path.stat()[:2] == before[:2], "the same folder, of the same mode"
    git = ["git", "status", "--porcelain"]
    status = subprocess.run(git, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "index.html" in status.stdout


@pytest.mark.parametrize("blocked", ["index.html", "en"])
def test_what_stands_in_the_way_is_told_and_kept(tmp_path: Path, blocked: str) -> None:
    away, place = tmp_path / "away", tmp_path / "notes"
    away.mkdir()
    place.mkdir()
    if blocked == "en":
        (place / "en").symlink_to(away)
    else:
        (place / "index.html").mkdir()
    with pytest.raises(AwsdevError, match=f"notes/{blocked}: "):
        write_site(SITE, place)
    assert list(away.iterdir()) == []
    assert [path.name for path in place.iterdir()] == [blocked]


@pytest.mark.parametrize("told", ["", "[]", '{"files": 3}', '{"files": ["../diary.txt", 7]}'])
def test_a_marker_that_tells_nothing_true_costs_no_file(tmp_path: Path, told: str) -> None:
    (tmp_path / "diary.txt").write_bytes(b"dear diary")
    write_site(SITE, tmp_path / "notes")
    (tmp_path / "notes" / MARKER).write_text(told, "utf-8")
    write_site(SITE, tmp_path / "notes")
    assert contents(tmp_path / "notes") == SITE
    assert (tmp_path / "diary.txt").read_bytes() == b"dear diary"


def test_what_a_killed_build_left_is_whole_and_mended(tmp_path: Path) -> None:
    """Two sites that differ in every file are written in turn, and killed at any moment."""
    place, program = tmp_path / "notes", tmp_path / "program.py"
    program.write_text(
        "import sys\nfrom pathlib import Path\nfrom awsdev.site.folder import write_site\n"
        "print(flush=True)\n"
        "for turn in range(100):\n"
        "    mark = 'ab'[turn % 2]\n"
        "    names = [f'en/{mark}{number}.html' for number in range(30)]\n"
        "    names += [f'en/{number}.html' for number in range(30)]\n"
        "    write_site({n: mark.encode() * 9000 for n in names}, Path(sys.argv[1]))\n",
        "utf-8",
    )
    for wait in (0.01, 0.03, 0.05, 0.08, 0.13, 0.21, 0.34):
        process = subprocess.Popen(
            [sys.executable, str(program), str(place)], stdout=subprocess.PIPE
        )
        assert process.stdout
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
        process.wait()
        if (place / MARKER).exists():
            refuse_strangers(place, overwrite=False)
            known = json.loads((place / MARKER).read_text("utf-8"))["files"]
            pages = {path: data for path, data in contents(place).items() if path in known}
            assert all(data in (b"a" * 9000, b"b" * 9000) for data in pages.values())
    for unfinished in place.glob(f"{MARKER}-*"):
        os.utime(unfinished, (0, 0))
    write_site(SITE, place)
    assert contents(place) == SITE
    assert {path.name for path in place.iterdir()} == {"index.html", "en", "ko", MARKER}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without the marker and what git keeps."""
    paths = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    found.pop(MARKER)
    return found
