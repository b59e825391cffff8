"""Every fix there is, over every file that rules find fault with."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.result import FileResult
from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.rules.page import page_of
from tests.conftest import Prove
from tests.lint.mending import (
    NO_GIT,
    apply_diff,
    contents,
    run_lint,
    write_files,
)

HERE = Path(__file__).parent


def _as_folders() -> dict[str, bytes]:
    """Return every bad file and wrong example, each in a folder of its own under its own name."""
    files = {
        f"{path.parent.parent.name}-{path.stem}/{_usual_name(path)}": path.read_bytes()
        for path in sorted(HERE.glob("formats/*/bad/*"))
        if path.is_file() and path.suffix != ".expect"
    }
    for rule in all_rules().values():
        for number, example in enumerate(page_of(rule.function).examples("Wrong")):
            name = example.name or f"{_STEMS[sorted(rule.kinds)[0]]}"
            files[f"{rule.code}-{number}/{name}"] = example.text.encode()
    return files


_STEMS = {
    "buildspec": "buildspec.yml",
    "amplify": "amplify.yml",
    "appspec-server": "appspec.yml",
    "appspec-lambda": "appspec.yml",
    "appspec-ecs": "appspec.yml",
    "samconfig": "samconfig.toml",
    "vtl": "request.vtl",
    "iam-policy": "policy.json",
    "ecs-task-definition": "taskdef.json",
    "state-machine": "orders.asl.json",
    "cloudformation": "template.yaml",
    "sam": "template.yaml",
}
_BY_FOLDER = {
    "buildspec": "buildspec",
    "amplify": "amplify",
    "appspec": "appspec",
    "samconfig": "samconfig",
}


def _usual_name(path: Path) -> str:
    stem = _BY_FOLDER.get(path.parent.parent.name)
    return f"{stem}{path.suffix}" if stem else path.name


@cache
def _with_fixes() -> dict[str, bytes]:
    """Return those of them in which anything can be mended."""
    files = _as_folders()
    found = lint_data(files).files
    return {each.path: files[each.path] for each in found if any(f.fix for f in each.findings)}


def _errors(found: FileResult) -> int:
    return sum(finding.severity is Severity.ERROR for finding in found.findings)


def _told(findings: list[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.code, finding.message) for finding in findings)


def _comments(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode("utf-8-sig").splitlines() if "#" in line]


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory, command: str) -> Path:
    """Return a folder with everything that can be mended, mended by the command."""
    folder = tmp_path_factory.mktemp("mended")
    write_files(folder, _with_fixes())
    run_lint(command, folder, "--fix")
    return folder


@cache
def _pairs(mended: Path) -> list[tuple[FileResult, FileResult, bytes, bytes]]:
    """Return what is found before and after, and the files, in order."""
    before, after = _with_fixes(), contents(mended)
    names = {path: path if path in after else _renamed(path, after) for path in before}
    first = {each.path: each for each in lint_data(before).files}
    then = {each.path: each for each in lint_data(after).files}
    return [(first[path], then[name], before[path], after[name]) for path, name in names.items()]


def _renamed(path: str, after: dict[str, bytes]) -> str:
    folder = path.rpartition("/")[0] + "/"
    return next(name for name in after if name.startswith(folder))


def test_fixes_leave_files_that_are_read_and_have_no_more_errors(
    mended: Path, prove: Prove
) -> None:
    pairs = _pairs(mended)
    assert len(pairs) > 50
    for first, then, _, _ in pairs:
        assert then.checked, then
        assert then.kind == first.kind
        assert not {finding.code for finding in then.findings} & {"AD101", "AD102"}, then
        assert _errors(then) <= _errors(first), then
    prove("file with mistakes mended", "awsdev lint --fix", len(pairs))


def test_what_was_mended_is_no_longer_found(mended: Path) -> None:
    for first, then, _, _ in _pairs(mended):
        fixed = _told([finding for finding in first.findings if finding.fix])
        # A fix that would do harm is not taken; none of these does.
        assert not fixed & _told(then.findings), first.path


def test_comments_stay_as_they_are(mended: Path) -> None:
    for first, _, before, after in _pairs(mended):
        if not any(finding.code == "AD104" for finding in first.findings):
            kept = [line.split("#", 1)[1] for line in _comments(before)]
            assert [line.split("#", 1)[1] for line in _comments(after)] == kept, first.path


def test_a_second_time_nothing_changes(mended: Path, command: str) -> None:
    before = contents(mended)
    done = run_lint(command, mended, "--diff")
    assert (done.returncode, done.stdout) == (0, b"")
    run_lint(command, mended, "--fix")
    assert contents(mended) == before


@NO_GIT
def test_git_applies_the_diff_to_what_fix_writes(
    mended: Path, command: str, tmp_path: Path, prove: Prove
) -> None:
    files = _with_fixes()
    write_files(tmp_path, files)
    done = run_lint(command, tmp_path, "--diff")
    assert done.returncode == 1
    assert contents(tmp_path) == files, "--diff wrote something"
    apply_diff(tmp_path, done.stdout)
    assert contents(tmp_path) == contents(mended)
    prove("file mended by a diff", "git apply", len(files))
