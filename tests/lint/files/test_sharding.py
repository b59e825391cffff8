"""Parts of a repository: each file in one of them, and the parts even."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.errors import AwsdevError
from awsdev.lint.files.find import FoundFile, find_files
from awsdev.lint.files.sharding import Shard
from tests.conftest import Run

BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands: [make]\n"


def _template(resources: int) -> str:
    queues = "".join(f"  Q{n}:\n    Type: AWS::SQS::Queue\n" for n in range(resources))
    return f"Resources:\n{queues}"


@pytest.fixture
def repository(tmp_path: Path) -> dict[str, int]:
    """Files of unlike cost: how many resources each holds, by path."""
    sizes = {f"t{number}/template.yaml": number for number in range(1, 13)}
    sizes |= {f"b{number}/buildspec.yml": 0 for number in range(9)}
    for name, size in sizes.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(_template(size) if size else BUILDSPEC)
    return sizes


def _paths(awsdev: Run, *arguments: str) -> list[str]:
    done = awsdev("lint", "--format", "json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return [file["path"] for file in json.loads(done.stdout)["files"]]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_parts_are_the_whole_and_even(
    repository: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    files = find_files(["."])
    parts = [[f.path for f in Shard(n, count).of_files(files)] for n in range(1, count + 1)]
    assert sorted(path for part in parts for path in part) == sorted(repository)
    costs = [sum(1 + repository[path] for path in part) for part in parts]
    assert max(costs) - min(costs) <= 2


def test_a_part_is_what_the_command_lints(
    awsdev: Run, repository: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [_paths(awsdev, "--shard", f"{n}/2") for n in (1, 2)]
    assert sorted(path for part in parts for path in part) == sorted(repository)
    assert parts[0] == _paths(awsdev, "--shard", "1/2", "--no-cache", "--jobs", "1")
    monkeypatch.chdir(tmp_path)
    files = find_files(["."])
    assert parts == [sorted(f.path for f in Shard(n, 2).of_files(files)) for n in (1, 2)]


def test_more_parts_than_files(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "buildspec.yml").write_text(BUILDSPEC)
    parts = [_paths(awsdev, "--shard", f"{n}/3") for n in (1, 2, 3)]
    assert sorted(map(len, parts)) == [0, 0, 1]


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/0", "a/b", "1/4/2", "-1/4", "1/99999999"])
def test_no_such_part(awsdev: Run, text: str) -> None:
    done = awsdev("lint", "--shard", text)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--shard {text}: there is no such part" in done.stderr


@given(
    st.lists(st.text("abc/", min_size=1), max_size=40, unique=True),
    st.integers(1, 9),
    st.randoms(use_true_random=False),
)
def test_a_part_does_not_depend_on_the_order(paths: list[str], count: int, random: object) -> None:
    files = [FoundFile(f"/nowhere/{path}", asked=False) for path in paths]
    shuffled = files[:]
    random.shuffle(shuffled)
    for index in range(1, count + 1):
        shard = Shard(index, count)
        assert sorted(f.path for f in shard.of_files(files)) == sorted(
            f.path for f in shard.of_files(shuffled)
        )
    whole = [file for index in range(count) for file in Shard(index + 1, count).of_files(files)]
    assert sorted(f.path for f in whole) == sorted(f.path for f in files)


def test_a_part_is_read_as_it_is_written() -> None:
    assert Shard.of(" 2/4 ") == Shard(2, 4)
    with pytest.raises(AwsdevError):
        Shard.of("")
