"""Which files a path stands for: folders as git sees them, globs, and what leads nowhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from awsdev.lint.files.find import FoundFile, find_files
from awsdev.lint.kinds import is_candidate
from tests.conftest import Run

Tree = dict[str, str]

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def _plant(top: Path, files: Tree) -> None:
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8", newline="")


def _git(top: Path, *arguments: str) -> str:
    # No settings of whoever runs the tests: a global list of ignored files would change the answer.
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    done = subprocess.run(
        ["git", "-C", str(top), *arguments], check=True, capture_output=True, env=environment
    )
    return done.stdout.decode()


def _as_git_lists_them(top: Path) -> set[str]:
    listed = _git(top, "ls-files", "-coz", "--exclude-standard").split("\0")
    return {name for name in listed if is_candidate(Path(name).name)}


def _as_awsdev_finds_them(top: Path, below: str = "") -> set[str]:
    return {os.path.relpath(found.path, top) for found in find_files([str(top / below)])}


TREES: dict[str, Tree] = {
    "nested, negated, anchored": {
        ".gitignore": "build/\n*.json\n!keep.json\n/only-here.yml\nout/*\n!out/kept.yml\n",
        "a.yml": "",
        "build/a.yml": "",
        "deep/build/a.yml": "",
        "x.json": "",
        "keep.json": "",
        "deep/keep.json": "",
        "only-here.yml": "",
        "deep/only-here.yml": "",
        "out/dropped.yml": "",
        "out/kept.yml": "",
        "deep/.gitignore": "!x.json\nlocal.yml\n",
        "deep/x.json": "",
        "deep/local.yml": "",
        "local.yml": "",
        "deep/more/.gitignore": "*\n!*.yaml\n!.gitignore\n",
        "deep/more/a.yml": "",
        "deep/more/a.yaml": "",
    },
    "everything but": {
        ".gitignore": "*\n!*/\n!*.yml\n",
        "a.yml": "",
        "b.json": "",
        "sub/a.yml": "",
        "sub/b.json": "",
    },
    "a folder taken back": {
        ".gitignore": "/*\n!/src/\n/src/*\n!/src/app/\n",
        "a.yml": "",
        "src/a.yml": "",
        "src/app/a.yml": "",
        "src/app/below/a.yml": "",
        "src/other/a.yml": "",
    },
    "what lies in an ignored folder stays ignored": {
        ".gitignore": "gone/\n!gone/a.yml\n",
        "gone/a.yml": "",
        "gone/.gitignore": "!a.yml\n",
        "here.yml": "",
    },
    "hidden folders and endings in capitals": {
        ".github/workflows/ci.yml": "",
        ".hidden.yaml": "",
        "TEMPLATE.YML": "",
        "stack.Template": "",
        "notes.md": "",
        "yml": "",
    },
    "written on Windows, with blanks, comments and letters of other scripts": {
        ".gitignore": "\ufeffa.yml\r\n# b.yml\r\n\\#c.yml\r\n한글*.yml\r\nd.yml   \r\n[ef].yml\r\n",
        "a.yml": "",
        "b.yml": "",
        "#c.yml": "",
        "한글 파일.yml": "",
        "d.yml": "",
        "e.yml": "",
        "g.yml": "",
    },
}


@needs_git
@pytest.mark.parametrize("name", TREES)
def test_a_folder_holds_what_git_lists(name: str, tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    _plant(tmp_path, TREES[name])
    assert _as_git_lists_them(tmp_path)
    assert _as_awsdev_finds_them(tmp_path) == _as_git_lists_them(tmp_path)
    for folder in {os.path.dirname(file) for file in TREES[name]} - {""}:  # noqa: PTH120 - text
        inside = {file for file in _as_git_lists_them(tmp_path) if file.startswith(folder + "/")}
        # An ignored folder that is named itself is another matter: see below.
        if not inside:
            continue
        assert _as_awsdev_finds_them(tmp_path, folder) == inside, folder


SEGMENTS = st.sampled_from(["a", "b", "x.yml", "y.json", "*", "*.yml", "**", "x*", "?", "[ab]"])
PATTERNS = st.builds(
    lambda negated, root, segments, folder: negated + root + "/".join(segments) + folder,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/"]),
    st.lists(SEGMENTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
)
FOLDERS = st.lists(st.sampled_from(["a", "b"]), max_size=3)
FILES = st.builds(
    lambda folders, name: "/".join([*folders, name]), FOLDERS, st.sampled_from(["x.yml", "y.json"])
)
IGNORES = st.dictionaries(
    FOLDERS.map("/".join), st.lists(PATTERNS, min_size=1, max_size=4), max_size=3
)


@needs_git
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(FILES, min_size=1, max_size=8), IGNORES)
@example({"a/a/x.yml"}, {"": ["x.yml", "a/a"], "a": ["a", "!a"]})
@example({"a/x.yml"}, {"": ["a", "!a/**"]})
@example({"a/x.yml", "a/b/x.yml"}, {"": ["a/**/"]})
@example({"a/x.yml"}, {"": ["*/**/"]})
@example({"a/x.yml"}, {"": ["b", "*/"]})
def test_any_ignore_files_are_read_as_git_reads_them(
    files: set[str], ignores: dict[str, list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        _git(top, "init", "-q")
        _plant(top, dict.fromkeys(files, ""))
        for place, patterns in ignores.items():
            if (top / place).is_dir():
                (top / place / ".gitignore").write_text("\n".join(patterns) + "\n")
        assert _as_awsdev_finds_them(top) == _as_git_lists_them(top)


def test_without_a_repository_only_the_folder_itself_says_what_to_ignore(tmp_path: Path) -> None:
    # A home folder's .gitignore often says `*`: it is git's global list, or for dotfiles.
    _plant(tmp_path, {".gitignore": "*\n", "project/a.yml": "", "project/sub/b.yml": ""})
    _plant(tmp_path, {"project/.gitignore": "b.yml\n"})
    assert _as_awsdev_finds_them(tmp_path, "project") == {"project/a.yml"}


def test_what_tools_made_is_passed_over_unless_it_is_named(tmp_path: Path) -> None:
    made = [".aws-sam/build/template.yaml", "cdk.out/a.json", "node_modules/x/package.json"]
    _plant(tmp_path, dict.fromkeys([*made, "a.yml"], ""))
    assert _as_awsdev_finds_them(tmp_path) == {"a.yml"}
    assert _as_awsdev_finds_them(tmp_path, ".aws-sam/build") == {made[0]}
    assert find_files([str(tmp_path / made[1])]) == [FoundFile(str(tmp_path / made[1]), asked=True)]


def test_links_are_followed_to_files_and_never_in_circles(tmp_path: Path) -> None:
    _plant(tmp_path, {"a/x.yml": ""})
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "linked.yml").symlink_to("x.yml")
    (tmp_path / "a" / "nowhere.yml").symlink_to("gone.yml")
    (tmp_path / "a" / "self.yml").symlink_to("self.yml")
    os.mkfifo(tmp_path / "a" / "pipe.yml")
    assert _as_awsdev_finds_them(tmp_path) == {"a/x.yml", "a/linked.yml"}


def test_files_come_sorted_within_a_folder_and_in_the_order_of_the_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _plant(Path(), dict.fromkeys(["z.yml", "a.yml", "d/c.yml", "d/b.yml", "D/x.yml"], ""))
    assert [found.path for found in find_files(["."])] == [
        "a.yml",
        "z.yml",
        "D/x.yml",
        "d/b.yml",
        "d/c.yml",
    ]
    assert [found.path for found in find_files(["z.yml", "d", "a.yml"])] == [
        "z.yml",
        "d/b.yml",
        "d/c.yml",
        "a.yml",
    ]


def test_a_file_named_twice_is_found_once_and_counts_as_asked_for_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _plant(Path(), {"a.yml": "", "d/b.yml": ""})
    found = find_files(["./a.yml", "a.yml", "d/../a.yml", "d/b.yml", "."])
    assert found == [FoundFile("./a.yml", asked=True), FoundFile("d/b.yml", asked=True)]


def test_globs_are_expanded_where_the_shell_did_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _plant(Path(), dict.fromkeys(["a.yml", "d/b.yml", "d/e/c.yml", "d/n.txt", "[x].yml"], ""))
    assert [f.path for f in find_files(["**/*.yml"])] == [
        "[x].yml",
        "a.yml",
        "d/b.yml",
        "d/e/c.yml",
    ]
    assert find_files(["d/*"]) == [
        FoundFile("d/b.yml", asked=True),
        # The folder d/e, as a shell would pass it.
        FoundFile("d/e/c.yml", asked=False),
        FoundFile("d/n.txt", asked=True),
    ]
    # A file whose name looks like a glob is that file.
    assert [f.path for f in find_files(["[x].yml"])] == ["[x].yml"]


@pytest.mark.parametrize("path", ["gone.yml", "gone/", "*.nope", "a.yml/b.yml", ""])
def test_a_path_that_leads_nowhere_is_said_so_and_the_others_are_checked(
    path: str, tmp_path: Path, awsdev: Run
) -> None:
    (tmp_path / "buildspec.yml").write_text("version: 9\n")
    done = awsdev("lint", "buildspec.yml", path)
    assert done.returncode == 2
    assert "BS105" in done.stdout
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be read" in done.stderr


def test_a_glob_that_matches_a_folder_walks_it(tmp_path: Path, awsdev: Run) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "buildspec.yml").write_text("version: 9\n")
    assert "BS105" in awsdev("lint", "inf*").stdout


def test_a_folder_that_is_named_is_linted_though_git_ignores_it(
    tmp_path: Path, awsdev: Run
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("orders/\n")
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "buildspec.yml").write_text("version: 9\n")
    assert "BS105" in awsdev("lint", "orders").stdout
    assert "BS105" in awsdev("lint", cwd=tmp_path / "orders").stdout
    assert "BS105" not in awsdev("lint").stdout


def test_a_file_named_after_its_folder_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.yml").touch()
    found = find_files([str(tmp_path), str(tmp_path / "a.yml")])
    assert found == [FoundFile(str(tmp_path / "a.yml"), asked=True)]
