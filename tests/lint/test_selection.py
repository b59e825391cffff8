"""Which findings count: options, configuration files, patterns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.selection import PREFIXES, UNCHECKED, Selection
from tests.conftest import Run

FINDINGS = """\
version: 0.2
env:
  shell: zsh
phases:
  build:
    comands: [make]
    commands: [make]
"""
# What awsdev finds in it: an unknown shell, and an unknown key.
BOTH = {"BS101", "BS104"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two files of the same findings."""
    (tmp_path / "old").mkdir()
    for name in ("buildspec.yml", "old/buildspec.yml"):
        (tmp_path / name).write_text(FINDINGS)
    return tmp_path


def _codes(awsdev: Run, *arguments: str, cwd: Path | None = None) -> dict[str, set[str]]:
    done = awsdev("lint", "--format", "json", *arguments, cwd=cwd)
    assert done.stderr == ""
    report = json.loads(done.stdout)
    codes: dict[str, set[str]] = {file["path"]: set() for file in report["files"]}
    for finding in report["findings"]:
        codes[finding["path"]].add(finding["code"])
    return codes


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], BOTH),
        (["--select", "BS101"], {"BS101"}),
        (["--select", "bs101,bs104"], BOTH),
        (["--select", "BS101", "--select", "BS104"], BOTH),
        (["--select", "AS"], set()),
        (["--ignore", "BS104"], {"BS101"}),
        (["--ignore", "BS"], set()),
        (["--ignore", "ALL"], set()),
        (["--select", "BS", "--ignore", "BS1"], set()),
        (["--select", "BS101", "--ignore", "BS1"], {"BS101"}),
        (["--select", "BS1", "--ignore", "BS1"], set()),
        (["--select", "ALL", "--ignore", "BS101"], {"BS104"}),
    ],
)
def test_options(awsdev: Run, project: Path, arguments: list[str], codes: set[str]) -> None:
    assert project
    assert _codes(awsdev, "buildspec.yml", *arguments) == {"buildspec.yml": codes}


@pytest.mark.parametrize(
    "text",
    [
        'lint:\n  ignore: [BS104]\n  per-file:\n    "old/**": {ignore: [BS101]}\n',
        '[tool.awsdev.lint]\nignore = ["bs104"]\n[tool.awsdev.lint.per-file."/old/"]\n'
        'ignore = ["BS101"]\n',
    ],
    ids=["yaml", "toml"],
)
def test_configuration_holds_below_its_folder(awsdev: Run, project: Path, text: str) -> None:
    (project / (".awsdev.yaml" if text.startswith("lint") else "pyproject.toml")).write_text(text)
    assert _codes(awsdev) == {"buildspec.yml": {"BS101"}, "old/buildspec.yml": set()}
    # From a folder below, and by an absolute path, it is the same.
    assert _codes(awsdev, cwd=project / "old") == {"buildspec.yml": set()}
    whole = str(project / "old" / "buildspec.yml")
    assert _codes(awsdev, whole, cwd=project / "old") == {whole: set()}
    # What is said on the command line comes on top.
    assert _codes(awsdev, "buildspec.yml", "--select", "BS104") == {"buildspec.yml": set()}
    assert _codes(awsdev, "buildspec.yml", "--ignore", "BS1") == {"buildspec.yml": set()}


def test_the_nearest_file_counts_alone(awsdev: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.awsdev.lint]\nignore = ["BS101"]\n')
    (project / "old" / ".awsdev.yaml").write_text("lint: {ignore: [BS104]}\n")
    (project / "old" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert _codes(awsdev, cwd=project / "old") == {"buildspec.yml": {"BS101"}}
    assert _codes(awsdev, "--config", "../pyproject.toml", cwd=project / "old") == {
        "buildspec.yml": {"BS104"}
    }


def test_a_repository_is_not_left(awsdev: Run, project: Path) -> None:
    (project / ".awsdev.yaml").write_text("lint: {ignore: [BS]}\n")
    (project / "old" / ".git").mkdir()
    assert _codes(awsdev, cwd=project / "old") == {"buildspec.yml": BOTH}


def test_fail_on(awsdev: Run, project: Path) -> None:
    assert awsdev("lint", "--select", "BS101").returncode == 1
    (project / ".awsdev.yaml").write_text("lint: {fail-on: error}\n")
    assert awsdev("lint", "--select", "BS101").returncode == 0
    assert awsdev("lint", "--select", "BS101", "--fail-on", "warning").returncode == 1


def test_excluded_files_are_passed_over_unless_named(awsdev: Run, project: Path) -> None:
    (project / ".awsdev.yaml").write_text("lint: {exclude: [old/]}\n")
    assert set(_codes(awsdev)) == {"buildspec.yml"}
    assert set(_codes(awsdev, "old/buildspec.yml")) == {"old/buildspec.yml"}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (".awsdev.yaml", "lint: {ignroe: [BS1]}\n", "ignroe is not known; did you mean ignore?"),
        (".awsdev.yaml", "lnt: {}\n", "lnt is not known; did you mean lint?"),
        (".awsdev.yaml", "lint: {ignore: BS1}\n", "ignore is not a list"),
        (".awsdev.yaml", "lint: {ignore: [XY1]}\n", "XY1 is no code"),
        (".awsdev.yaml", "lint: {fail-on: eror}\n", "fail-on is eror; did you mean error?"),
        (".awsdev.yaml", "lint: {per-file: {a: [BS1]}}\n", "a is not a mapping"),
        (".awsdev.yaml", "lint: [\n", "not valid YAML"),
        ("pyproject.toml", "[tool.awsdev.lint]\nselect = 1\n", "select is not a list"),
        ("pyproject.toml", "[tool.awsdev.lint\n", "pyproject.toml: "),
    ],
)
def test_a_configuration_at_fault_is_told_in_one_sentence(
    awsdev: Run, project: Path, name: str, text: str, words: str
) -> None:
    (project / name).write_text(text)
    done = awsdev("lint")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"awsdev: {name}: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_project_file_without_a_word_on_awsdev(awsdev: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert awsdev("lint", "buildspec.yml").returncode == 1
    done = awsdev("lint", "--config", "pyproject.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no [tool.awsdev.lint] in it" in done.stderr


def test_what_was_not_checked_is_told_whatever_is_selected(awsdev: Run, project: Path) -> None:
    (project / "buildspec.yml").write_text("version: [\n")
    assert _codes(awsdev, "buildspec.yml", "--select", "AS") == {"buildspec.yml": {"AD102"}}
    assert _codes(awsdev, "buildspec.yml", "--ignore", "AD") == {"buildspec.yml": {"AD102"}}
    assert _codes(awsdev, "buildspec.yml", "--ignore", "AD102") == {"buildspec.yml": set()}


def test_every_code_of_a_rule_can_be_selected() -> None:
    letters = {code.rstrip("0123456789") for code in all_rules()}
    assert letters <= set(PREFIXES)
    assert set(UNCHECKED) - {"E0000"} <= set(all_rules())


codes = st.sampled_from([*all_rules(), "E3012", "W2001", "SC2086"])
beginnings = st.lists(codes.flatmap(lambda code: st.integers(1, 5).map(lambda n: code[:n])))


def _begins(beginning: str, code: str) -> bool:
    same_letters = beginning.rstrip("0123456789") == code.rstrip("0123456789")
    return same_letters and code.startswith(beginning)


@pytest.mark.parametrize(("code", "left"), [("I1022", False), ("IP101", True), ("E3012", True)])
def test_letters_stand_for_all_of_a_codes_letters(code: str, left: bool) -> None:
    assert Selection(ignore=("I",)).takes(code, "a.yml") is left
    assert Selection(select=("I",)).takes(code, "a.yml") is (code == "I1022")


@given(code=codes, select=beginnings, ignore=beginnings)
def test_the_longer_beginning_wins(code: str, select: list[str], ignore: list[str]) -> None:
    taken = Selection(tuple(select), tuple(ignore)).takes(code, "a.yml")
    wanted = max((len(each) for each in select if _begins(each, code)), default=None)
    unwanted = max((len(each) for each in ignore if _begins(each, code)), default=None)
    if code in UNCHECKED:
        assert taken == (code not in ignore)
    elif wanted is None and select:
        assert not taken
    else:
        assert taken == (unwanted is None or (wanted or 0) > unwanted)
