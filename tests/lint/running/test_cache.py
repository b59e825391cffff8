"""Results of earlier runs: used where they hold, and never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.files.source import Source
from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.running.cache import MAX_BYTES, Cache
from tests.conftest import Run

BUILDSPEC = """\
version: 0.2
phases:
  build:
    commands:
      - "[[ -f Makefile ]] && make"
"""
APPSPEC = """\
version: 0.0
os: linux
permissions:
  - object: /srv/shop
    mode: 0755
"""
TEMPLATE = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: long
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two files that are found fault with, and one of no kind.

    None of them is a template: most of what is kept is kept alike for all, and a run without
    cfn-lint takes a third of the time.
    """
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "appspec.yml").write_text(APPSPEC)
    (tmp_path / "buildspec.yml").write_text(BUILDSPEC)
    (tmp_path / "package.json").write_text("{}")
    return tmp_path


@pytest.fixture
def template(project: Path) -> Path:
    """A template in that folder, for what only cfn-lint brings about."""
    (project / "template.yaml").write_text(TEMPLATE)
    return project / "template.yaml"


def _lint(awsdev: Run, *arguments: str, **variables: str) -> dict[str, Any]:
    done = awsdev("lint", "--format", "json", *arguments, **variables)
    assert done.stderr == ""
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _statuses(report: dict[str, Any]) -> dict[str, str]:
    return {file["path"]: file["status"] for file in report["files"]}


def _store(folder: Path) -> Path:
    return Path(f"{folder}.cache") / "lint"


PATHS = ("buildspec.yml", "deploy/appspec.yml")
CACHED = dict.fromkeys(PATHS, "cached")
LINTED = dict.fromkeys(PATHS, "linted")


def test_the_second_run_says_the_same(awsdev: Run, project: Path, template: Path) -> None:
    first, second = _lint(awsdev), _lint(awsdev)
    assert _statuses(first) == {**LINTED, template.name: "linted"}
    assert _statuses(second) == {**CACHED, template.name: "cached"}
    assert second["findings"] == first["findings"]
    assert {finding["code"] for finding in first["findings"]} == {"AS301", "BS206", "E3012"}
    text = awsdev("lint").stdout
    assert text == awsdev("lint", "--no-cache").stdout
    assert len(list(_store(project).iterdir())) == 4


def test_a_changed_file_is_linted_anew(awsdev: Run, project: Path) -> None:
    _lint(awsdev)
    (project / "buildspec.yml").write_text(BUILDSPEC.replace("[[ -f Makefile ]]", "true"))
    report = _lint(awsdev)
    assert _statuses(report) == {**CACHED, "buildspec.yml": "linted"}
    assert {finding["code"] for finding in report["findings"]} == {"AS301"}


def test_what_is_said_of_a_file_and_its_name_count(awsdev: Run, project: Path) -> None:
    _lint(awsdev)
    assert _statuses(_lint(awsdev, "--kind", "buildspec", "buildspec.yml")) == {
        "buildspec.yml": "linted"
    }
    (project / "buildspec.yml").rename(project / "appspec.yml")
    assert _statuses(_lint(awsdev, "appspec.yml")) == {"appspec.yml": "linted"}


def test_no_cache_neither_uses_nor_keeps(awsdev: Run, project: Path) -> None:
    _lint(awsdev, "--no-cache")
    assert not _store(project).exists()
    _lint(awsdev)
    assert _statuses(_lint(awsdev, "--no-cache")) == LINTED


@pytest.mark.parametrize(
    ("text", "status"),
    [("ignore_checks: [E3012]\n", "linted"), ("append_rules: [rules]\n", "linted")],
)
def test_the_configuration_of_cfn_lint_counts(
    awsdev: Run, project: Path, template: Path, text: str, status: str
) -> None:
    _lint(awsdev, template.name)
    (project / "rules").mkdir()
    (project / ".cfnlintrc").write_text(text)
    assert _statuses(_lint(awsdev, template.name)) == {template.name: status}
    # Rules of the project's own may ask anything: their answers are never kept.
    again = _statuses(_lint(awsdev, template.name))[template.name]
    assert again == ("linted" if "append_rules" in text else "cached")


def test_the_region_cfn_lint_takes_from_the_environment_counts(awsdev: Run, template: Path) -> None:
    _lint(awsdev, template.name)
    for status in ("linted", "cached"):
        report = _lint(awsdev, template.name, AWS_REGION="ap-northeast-2")
        assert _statuses(report) == {template.name: status}


def test_what_says_that_a_file_was_not_checked_is_not_kept(awsdev: Run, template: Path) -> None:
    for _ in range(2):
        report = _lint(awsdev, "--memory", "60", template.name)
        # Whether awsdev runs out of memory or cfn-lint does is chance.
        (finding,) = report["findings"]
        assert finding["code"] in ("AD201", "AD203")
        assert _statuses(report)[template.name] in ("failed", "linted")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "torn": lambda data: data[: len(data) // 2],
    "altered": lambda data: data.replace(b"BS206", b"BS207").replace(b"AS301", b"AS302"),
    "zeros": lambda data: b"\x00" * len(data),
    "another form": lambda data: b"[]",
    "a pickle": lambda data: b"\x80\x04\x95" + data,
}


def test_damaged_entries_are_passed_over(awsdev: Run, project: Path) -> None:
    """And made anew: each damage is done to what the run before it kept."""
    before = _lint(awsdev)
    for name, damage in DAMAGES.items():
        for entry in _store(project).iterdir():
            entry.write_bytes(damage(entry.read_bytes()))
        after = _lint(awsdev)
        assert _statuses(after) == LINTED, name
        assert after == before, name
    assert _statuses(_lint(awsdev)) == CACHED


def test_entries_that_are_no_files_are_passed_over(awsdev: Run, project: Path) -> None:
    before = _lint(awsdev)
    for entry in _store(project).iterdir():
        entry.unlink()
        entry.mkdir()
    assert _lint(awsdev) == before
    assert _lint(awsdev) == before


def test_a_store_that_cannot_be_made_costs_nothing(awsdev: Run, project: Path) -> None:
    expected = _lint(awsdev, "--no-cache")
    (project / "a-file").write_text("")
    for place in (str(project / "a-file"), "/proc/nowhere", "/dev/null/x"):
        assert _lint(awsdev, AWSDEV_CACHE_DIR=place) == expected


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a small disk needs the superuser"
)
def test_a_full_disk_costs_nothing(awsdev: Run, project: Path) -> None:
    disk = project.parent / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=8", "tmpfs", str(disk)], check=False
    )
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        expected = _lint(awsdev, "--no-cache")
        # The folder takes what there is: an entry's bytes do not fit, a name does.
        (disk / "filler").write_bytes(b"x" * 4096)
        for _ in range(2):
            assert _lint(awsdev, AWSDEV_CACHE_DIR=str(disk)) == expected
        assert not [path for path in (disk / "lint").glob("*") if path.stat().st_size]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_runs_at_the_same_time(awsdev: Run, project: Path) -> None:
    expected = _lint(awsdev, "--no-cache")["findings"]
    found: list[Any] = []

    def run() -> None:
        found.append(_lint(awsdev)["findings"])

    runs = [threading.Thread(target=run) for _ in range(6)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert found == [expected] * 6
    assert project
    assert _statuses(_lint(awsdev)) == CACHED


def _result(number: int, size: int) -> tuple[Source, FileResult]:
    digest = f"{number:064x}"
    finding = Finding("a.yml", Span(), "BS101", Severity.ERROR, "x" * size, "buildspec")
    result = FileResult("a.yml", "buildspec", Outcome.LINTED, findings=[finding], digest=digest)
    return Source("a.yml"), result


def test_the_store_is_bounded_and_drops_what_is_oldest(tmp_path: Path) -> None:
    size = 900 * 1024
    count = MAX_BYTES // size + 5
    for number in range(count):
        cache = Cache(tmp_path, "tools")
        source, result = _result(number, size)
        cache.keep(source, result)
        (entry,) = (p for p in (tmp_path / "lint").iterdir() if p.stat().st_mtime > 2_000)
        os.utime(entry, (number, number))
        cache.close()
    left = sum(path.stat().st_size for path in (tmp_path / "lint").iterdir())
    assert MAX_BYTES // 2 < left <= MAX_BYTES
    cache = Cache(tmp_path, "tools")
    known = [n for n in range(count) if cache.find(Source("a.yml"), f"{n:064x}")]
    assert known == list(range(known[0], count))
    assert known[0] > 0


def test_an_entry_too_large_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "tools")
    source, result = _result(1, 2 * 1024 * 1024)
    cache.keep(source, result)
    assert cache.find(source, result.digest) is None


spans = st.builds(Span, *[st.integers(1, 10**6)] * 4)
texts = st.text(max_size=40)
fixes = st.builds(Fix, texts, st.lists(st.builds(Edit, spans, texts), max_size=3).map(tuple), texts)
findings = st.builds(
    Finding,
    path=st.just("a.yml"),
    span=spans,
    code=texts.map(lambda text: f"BS{text}"),
    severity=st.sampled_from(list(Severity)),
    message=texts,
    kind=st.just("buildspec"),
    hint=texts,
    service_error=texts,
    topic=texts,
    fix=st.none() | fixes,
)


@given(
    st.lists(findings, max_size=4),
    st.dictionaries(st.integers(1, 10**6), texts, max_size=3),
)
def test_a_result_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[Finding],
    excerpts: dict[int, str],
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache = Cache(folder, "tools")
    kept = FileResult("a.yml", "buildspec", Outcome.LINTED, "", found, excerpts, "d" * 64)
    cache.keep(Source("a.yml"), kept)
    back = cache.find(Source("a.yml"), "d" * 64)
    assert back is not None
    assert (back.findings, back.excerpts) == (kept.findings, kept.excerpts)
    assert back.outcome is Outcome.CACHED
    assert cache.find(Source("a.yml"), "e" * 64) is None
    assert Cache(folder, "other").find(Source("a.yml"), "d" * 64) is None
