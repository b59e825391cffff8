"""Three-way merges, held against edits whose result is known, and against git's."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.scaffolds.merge import merge

BASE = [f"line {number}\n".encode() for number in range(12)]
_EDITS = st.dictionaries(st.integers(0, 11), st.sampled_from([b"", b"yours\n", b"yours\nmore\n"]))


def edited(edits: dict[int, bytes]) -> bytes:
    return b"".join(edits.get(number, line) for number, line in enumerate(BASE))


@given(_EDITS, _EDITS)
def test_edits_that_do_not_touch_are_both_there(
    yours: dict[int, bytes], theirs: dict[int, bytes]
) -> None:
    apart = {n: new for n, new in theirs.items() if not {n - 1, n, n + 1} & yours.keys()}
    merged = merge(b"".join(BASE), edited(yours), edited(apart), "theirs 2")
    assert merged is not None
    assert (merged.data, merged.conflicts) == (edited(yours | apart), 0)


@given(_EDITS, _EDITS)
def test_no_line_of_either_side_is_lost(yours: dict[int, bytes], theirs: dict[int, bytes]) -> None:
    new = {number: text.replace(b"yours", b"theirs") for number, text in theirs.items()}
    merged = merge(b"".join(BASE), edited(yours), edited(new), "theirs 2")
    assert merged is not None
    for side, edits in ((b"yours\n", yours), (b"theirs\n", new)):
        wanted = sum(text.count(side) for text in edits.values())
        assert merged.data.splitlines(keepends=True).count(side) >= wanted


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 11), st.integers(0, 11), st.sampled_from([b"\n", b""]))
def test_git_marks_the_same_lines(
    tmp_path_factory: pytest.TempPathFactory, one: int, other: int, end: bytes
) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not here to be compared with")
    base = b"".join(BASE)
    texts = [edited({one: b"yours" + end}), base, edited({other: b"theirs" + end})]
    folder = tmp_path_factory.mktemp("merge")
    names = ("yours", "base", "theirs")
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_bytes(text)
    marked = subprocess.run(
        ["git", "merge-file", "-p", "-L", "yours", "-L", "", "-L", "theirs 2", *names],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    merged = merge(texts[1], texts[0], texts[2], "theirs 2")
    assert merged is not None
    # git takes lines that merely touch for a conflict as well.
    if abs(one - other) != 1:
        assert bool(merged.conflicts) == bool(marked.returncode)
        assert merged.data == marked.stdout


def test_marks_stand_on_lines_of_their_own() -> None:
    merged = merge(b"a", b"yours", b"theirs\n", "made 2")
    assert merged is not None
    assert merged.data == b"<<<<<<< yours\nyours\n=======\ntheirs\n>>>>>>> made 2\n"
    windows = merge(b"a\r\n", b"yours\r\n", b"theirs\r\n", "made 2")
    assert windows is not None
    assert windows.data.count(b"\r\n") == windows.data.count(b"\n") == 5


def test_what_is_no_text_is_not_merged() -> None:
    assert merge(b"a", b"b\0", b"c", "made 2") is None
    assert merge(b"\0", b"b", b"c", "made 2") is None


def test_bytes_that_are_no_utf8_survive(tmp_path: Path) -> None:
    merged = merge(b"a\nb\nc\nd\n", b"\xff\nb\nc\nd\n", b"a\nb\nc\n\xfe\n", "made 2")
    assert merged is not None
    assert (merged.data, merged.conflicts) == (b"\xff\nb\nc\n\xfe\n", 0)
