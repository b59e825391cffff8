"""shellcheck itself: found, not found, and one that does not do its work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from awsdev.lint.running.limits import DEFAULT_TIMEOUT
from awsdev.lint.tools.shell import shellcheck
from awsdev.lint.tools.shell.shellcheck import check, program, version
from tests.lint.tools.shell.conftest import ask_shellcheck, needs_shellcheck

BUILDSPEC = "version: 0.2\nphases:\n  biuld: {}\n  build:\n    commands:\n      - cp $A x\n"
NO_ANSWER = "its answer is not what --format=json1 promises"
OPENER = """\
import sys
sys.executable = sys.argv.pop(1)
from awsdev.lint.tools.shell import shellcheck
shellcheck.TIMEOUT = 0.5
from awsdev.lint.running.linter import Source, lint_source
result = lint_source(Source("buildspec.yml", sys.stdin.buffer.read()))
import json
json.dump([finding.as_json() for finding in result.findings], sys.stdout)
"""


def lint_with(folder: Path) -> list[dict[str, object]]:
    """Lint in a process whose Python seems to lie in a folder, with nothing else on the path."""
    done = subprocess.run(
        [sys.executable, "-c", OPENER, str(folder / "python")],
        input=BUILDSPEC.encode(),
        capture_output=True,
        env={**os.environ, "PATH": str(folder)},
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def install(folder: Path, script: str) -> None:
    (folder / "shellcheck").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "shellcheck").chmod(0o755)


def test_without_shellcheck_nothing_is_said(tmp_path: Path) -> None:
    assert [one["code"] for one in lint_with(tmp_path)] == ["BS202"]


@pytest.mark.skipif(os.name == "nt", reason="the programs that fail are shell scripts")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'no such option' >&2; exit 4", "it ended with status 4: no such option"),
        ("exit 2", "it ended with status 2"),
        ("/bin/kill -9 $$", "it ended with status -9"),
        ("exec /bin/sleep 60", "it did not come to an end within 0.5 s"),
        ("echo nonsense", NO_ANSWER),
        (
            'echo \'{"comments": [{"file": "-"}]}\'',
            NO_ANSWER,
        ),
        ("", NO_ANSWER),
    ],
)
def test_what_fails_is_told_and_the_other_findings_stay(
    tmp_path: Path, script: str, words: str
) -> None:
    install(tmp_path, script)
    found = {one["code"]: one["message"] for one in lint_with(tmp_path)}
    assert set(found) == {"AD201", "BS202"}
    assert found["AD201"] == f"shellcheck failed on this file: {words}"


def test_a_program_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "shellcheck").write_bytes(b"\x7fELF nothing")
    (tmp_path / "shellcheck").chmod(0o755)
    assert {one["code"] for one in lint_with(tmp_path)} == {"AD201", "BS202"}


@needs_shellcheck
def test_the_one_beside_awsdev_is_taken_and_tells_its_version() -> None:
    beside = Path(sys.executable).parent / "shellcheck"
    assert not beside.exists() or program() == str(beside)
    assert version().split(".")[0].isdigit()
    asked = subprocess.run([program(), "--version"], capture_output=True, text=True, check=True)
    assert f"version: {version()}\n" in asked.stdout


@needs_shellcheck
def test_one_run_for_many_scripts() -> None:
    scripts = ["cp $A x\n", "make\n", "#!/bin/sh\n[[ $A == a ]]\n", ""]
    answers = check([script.encode() for script in scripts], dialect="bash")
    asked = [ask_shellcheck(script, "bash") for script in scripts]
    assert [[(c.code, c.line, c.column) for c in comments] for comments in answers] == [
        [(each["code"], each["line"], each["column"]) for each in comments] for comments in asked
    ]
    assert [len(comments) for comments in answers] == [1, 0, 0, 0]
    assert check([]) == []


@needs_shellcheck
def test_a_file_starts_it_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    install(tmp_path, f'echo started >> {log}; exec {program()} "$@"')
    found = lint_with(tmp_path)
    assert {one["code"] for one in found} == {"BS202", "SC2086"}
    assert log.read_text() == "started\n"


@needs_shellcheck
def test_options_of_the_environment_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "cp $A '가' x\n가 = $B\n".encode()
    before = check([script], dialect="bash")
    assert {comment.code for comment in before[0]} == {2086, 2283}
    monkeypatch.setenv("SHELLCHECK_OPTS", "--exclude=SC2086 --format=gcc")
    monkeypatch.setenv("LC_ALL", "C")
    assert check([script], dialect="bash") == before


def test_the_limit_is_below_that_of_a_file() -> None:
    # Three runs, where a command is broken.
    assert 3 * shellcheck.TIMEOUT <= DEFAULT_TIMEOUT
