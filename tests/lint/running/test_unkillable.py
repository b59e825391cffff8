"""Whatever a file is or does to the tools underneath, it costs that file alone."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.lint.running.stalling import stalling_template

BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands: [make]\n"
MAPPING = '{"order": 7}\n'
TEMPLATE = "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n"
SAM = (
    "Transform: AWS::Serverless-2016-10-31\nResources:\n  Orders:\n"
    "    Type: AWS::Serverless::SimpleTable\n"
)
GOOD = {"a/buildspec.yml": BUILDSPEC, "m/template.yaml": TEMPLATE, "z/template.yaml": SAM}
_BOMB = "\n".join(
    ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
)
BAD: dict[str, tuple[bytes, str]] = {
    "b/buildspec.yml": (b"version: 0.2\nphases: [\n", "AD102"),
    "c/template.yaml": (b"", "AD101"),
    "d/appspec.yml": (b"\n  \n", "AD101"),
    "e/buildspec.yml": (b"version: 0.2\n# \xff\xfe\n", "AD101"),
    "f/template.yaml": (TEMPLATE.encode("utf-16"), "AD101"),
    "g/buildspec.yml": (_BOMB.encode(), "AD102"),
    "h/template.yaml": (b"Resources: " + b"[" * 100_000, "AD102"),
    "i/appspec.yml": (b"os: linux\nx:\n" + b"- " * 5000, "AD102"),
    "j/template.json": (b'{"Resources": ' * 3000, "AD102"),
    "k/template.yaml": (b"AWSTemplateFormatVersion: x\nResources:\n\tA: b\n", "E0000"),
    "l/buildspec.yml": (b"a: &a [*a]\n", "AD102"),
    "n/template.yaml": (bytes(range(256)) * 50, "AD101"),
    "o/buildspec.yml": (b"\x00" * 1000, "AD102"),
}


def _write(top: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8")


def _codes(report: dict[str, Any], path: str) -> set[str]:
    return {finding["code"] for finding in report["findings"] if finding["path"] == path}


def _status(report: dict[str, Any]) -> dict[str, str]:
    return {file["path"]: file["status"] for file in report["files"]}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bad_files_among_good_ones(awsdev: Run, tmp_path: Path, jobs: str) -> None:
    _write(tmp_path, GOOD)
    for name, (data, _) in BAD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    done = awsdev("lint", ".", "--format", "json", "--jobs", jobs)
    assert done.returncode == 1
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert _status(report) == dict.fromkeys([*GOOD, *BAD], "linted")
    for name, (_, code) in BAD.items():
        assert _codes(report, name) == {code}, name
    for name in GOOD:
        assert _codes(report, name) == set(), name


def test_what_is_just_not_too_deep_is_an_answer_too(awsdev: Run, tmp_path: Path) -> None:
    deep = f"{'{a: ' * 190}x{'}' * 190}"
    _write(tmp_path, {"template.yaml": f"{SAM}Metadata: {deep}\n", "buildspec.yml": f"a: {deep}\n"})
    done = awsdev("lint", "template.yaml", "buildspec.yml", "--format", "json")
    assert done.stderr == ""
    assert set(_status(json.loads(done.stdout)).values()) == {"linted"}


@pytest.fixture
def stalled(tmp_path: Path) -> dict[str, str]:
    """A folder with a file that takes minutes, before and after good ones.

    The good ones need no other process (a buildspec needs shellcheck): two that run mean that
    the file that stalls is at work.
    """
    template = stalling_template() | {"Transform": "AWS::Serverless-2016-10-31"}
    files = {
        "1/order.vtl": MAPPING,
        "2/stalls.json": json.dumps(template),
        "3/order.vtl": MAPPING,
    }
    _write(tmp_path, files)
    return files


def test_a_file_that_takes_too_long_is_given_up_alone(awsdev: Run, stalled: dict[str, str]) -> None:
    done = awsdev("lint", ".", "--format", "json", "--jobs", "1", "--no-cache", "--timeout", "3")
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    statuses = dict.fromkeys(stalled, "linted") | {"2/stalls.json": "timed-out"}
    assert _status(report) == statuses
    assert [(f["path"], f["code"]) for f in report["findings"]] == [("2/stalls.json", "AD202")]
    assert "3 s" in report["findings"][0]["message"]


@pytest.mark.parametrize("limit", ["inf", "1e300", "99999999"])
def test_a_limit_may_be_larger_than_any_clock(awsdev: Run, tmp_path: Path, limit: str) -> None:
    _write(tmp_path, {"buildspec.yml": BUILDSPEC})
    assert awsdev("lint", "buildspec.yml", "--timeout", limit).returncode == 0


# Below, the processes themselves are looked at, as Linux shows them.
linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc shows processes on Linux only")


def _processes() -> dict[int, int]:
    """The parent of every process that lives, by its id."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                # The name stands in brackets and may hold anything.
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    found[int(entry.name)] = int(parent)
    return found


def _below(pid: int) -> set[int]:
    parents = _processes()
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def _until(condition: Callable[[], Any], seconds: float) -> Any:
    end = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return value


@pytest.fixture
def working(
    command: str, stalled: dict[str, str], tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """awsdev at work on a file that takes minutes: its worker and the worker's helper run."""
    assert stalled
    process = subprocess.Popen(
        [command, "lint", ".", "--format", "json", "--jobs", "1", "--no-cache"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert _until(lambda: len(_below(process.pid)) == 2, 20)
    left = _below(process.pid)
    yield process
    for pid in {process.pid, *left} & set(_processes()):
        os.kill(pid, signal.SIGKILL)
    process.communicate()


@linux
def test_a_worker_that_is_killed_costs_its_file_alone(
    working: subprocess.Popen[bytes], stalled: dict[str, str]
) -> None:
    (worker,) = (pid for pid, parent in _processes().items() if parent == working.pid)
    os.kill(worker, signal.SIGKILL)
    output, errors = working.communicate(timeout=20)
    assert (working.returncode, errors) == (1, b"")
    report = json.loads(output)
    assert _status(report) == dict.fromkeys(stalled, "linted") | {"2/stalls.json": "failed"}
    (finding,) = report["findings"]
    assert (finding["path"], finding["code"]) == ("2/stalls.json", "AD201")
    assert "killed by signal 9" in finding["message"]


@linux
def test_ctrl_c_ends_everything_at_once(working: subprocess.Popen[bytes]) -> None:
    below = _below(working.pid)
    os.killpg(working.pid, signal.SIGINT)  # As a terminal does: to all of the group.
    output, errors = working.communicate(timeout=20)
    assert working.returncode == 130
    assert output == b""
    assert b"Traceback" not in errors
    assert _until(lambda: not below & set(_processes()), 1)


@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_the_command(
    working: subprocess.Popen[bytes], how: signal.Signals
) -> None:
    below = _below(working.pid)
    working.send_signal(how)
    _, errors = working.communicate(timeout=20)
    assert b"Traceback" not in errors
    assert _until(lambda: not below & set(_processes()), 5)


@linux
@pytest.mark.parametrize("memory", [1, 30, 60, 90])
def test_however_little_memory_there_is_a_finding_tells(
    awsdev: Run, tmp_path: Path, memory: int
) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    options = ["--no-cache", "--memory", str(memory), "--format", "json"]
    done = awsdev("lint", "template.yaml", *options)
    assert (done.returncode, done.stderr) == (1, "")
    (finding,) = json.loads(done.stdout)["findings"]
    # Where Python's own C code runs out of it, no more is known than that a tool failed.
    assert finding["code"] in ("AD203", "AD201")


def _lint(awsdev: Run, *paths: str) -> subprocess.CompletedProcess[str]:
    return awsdev("lint", "--format", "json", *paths, "--timeout", "20")


def _names_it(done: subprocess.CompletedProcess[str], path: str, reason: str) -> None:
    """The file is told to be unreadable; the good one beside it was checked."""
    assert done.returncode == 2
    assert done.stderr == f"awsdev: {path}: cannot be read: {reason}\n"
    assert _status(json.loads(done.stdout)) == {path: "failed", "buildspec.yml": "linted"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_not_waited_for(awsdev: Run, tmp_path: Path) -> None:
    _write(tmp_path, {"buildspec.yml": BUILDSPEC})
    os.mkfifo(tmp_path / "pipe.yml")
    done = _lint(awsdev, "pipe.yml", "buildspec.yml")
    _names_it(done, "pipe.yml", "not a regular file")
    # In a folder it is nothing to be linted.
    assert _lint(awsdev, ".").returncode == 0


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/null"])
def test_a_device_is_not_read(awsdev: Run, tmp_path: Path, device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"there is no {device} here")
    _write(tmp_path, {"buildspec.yml": BUILDSPEC})
    _names_it(_lint(awsdev, device, "buildspec.yml"), device, "not a regular file")


def test_a_link_that_leads_nowhere(awsdev: Run, tmp_path: Path) -> None:
    _write(tmp_path, {"buildspec.yml": BUILDSPEC})
    (tmp_path / "template.yaml").symlink_to("gone.yaml")
    done = _lint(awsdev, "template.yaml", "buildspec.yml")
    _names_it(done, "template.yaml", "No such file or directory")
    assert _lint(awsdev, ".").returncode == 0


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file"
)
def test_a_file_that_may_not_be_read(awsdev: Run, tmp_path: Path) -> None:
    _write(tmp_path, {"buildspec.yml": BUILDSPEC, "template.yaml": TEMPLATE})
    (tmp_path / "template.yaml").chmod(0)
    for paths in (["template.yaml", "buildspec.yml"], ["."]):
        _names_it(_lint(awsdev, *paths), "template.yaml", "Permission denied")


def test_a_file_too_large_is_told_where_its_name_says_what_it_is(
    awsdev: Run, tmp_path: Path
) -> None:
    _write(tmp_path, {"buildspec.yml": BUILDSPEC})
    for name in ("template.yaml", "large.yaml"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(1 << 33)
    done = _lint(awsdev, "template.yaml", "large.yaml", "buildspec.yml")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert [(f["path"], f["code"], f["message"]) for f in answer["findings"]] == [
        ("template.yaml", "AD101", "larger than 5 MiB")
    ]
    (unknown,) = (f for f in answer["files"] if f["path"] == "large.yaml")
    assert (unknown["status"], unknown["reason"]) == (
        "skipped",
        "no AWS file by its name, and larger than 5 MiB",
    )


def _at_fault(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The files in which something is found that fails a run."""
    assert (done.returncode, done.stderr) == (1, "")
    findings = json.loads(done.stdout)["findings"]
    return {finding["path"] for finding in findings if finding["severity"] != "info"}


def test_a_broken_template_of_any_name_is_told(awsdev: Run, tmp_path: Path) -> None:
    files = {
        "vpc.yaml": "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Tags: [\n",
        "min.json": '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{',
        "sam.yaml": "Transform:\n  - AWS::Serverless-2016-10-31\nResources: [\n",
    }
    _write(tmp_path, files)
    assert _at_fault(_lint(awsdev, *files)) == set(files)
    assert _at_fault(_lint(awsdev)) == set(files)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n...\n"])
def test_a_file_of_nothing_is_told(text: str, awsdev: Run, tmp_path: Path) -> None:
    files = dict.fromkeys(["buildspec.yml", "appspec.yml", "template.yaml"], text)
    _write(tmp_path, files)
    assert _at_fault(_lint(awsdev, *files)) == set(files)
