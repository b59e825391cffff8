"""What all tests share: the installed command, and the ledger of what was proven."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

# A shell without job control starts what is in the background with Ctrl-C ignored, and so would
# every command that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Where no bytecode is written, each of a thousand commands would compile awsdev anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).resolve().parent.parent
_LEDGER = "proof"

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Prove = Callable[..., None]


_SMALL = "tests/lint/formats/"
"""Files that take a few seconds at most."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave small files to the end: processes that take files in turn then end at one time."""
    items.sort(key=lambda item: item.nodeid.startswith(_SMALL))


@pytest.fixture(scope="session")
def command() -> str:
    """The installed command, of the environment the tests run in."""
    beside = Path(sys.executable).parent / "awsdev"
    found = str(beside) if beside.exists() else shutil.which("awsdev")
    assert found, "awsdev is not installed: pip install -e '.[test]'"
    return found


@pytest.fixture
def awsdev(command: str, tmp_path: Path) -> Run:
    """Run the installed command in an empty folder, as a pipe would."""

    def run(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None, **variables: str):
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("LC_", "LANG", "AWSDEV_", "AWS_", "NO_COLOR", "PAGER"))
        }
        # Beside the folder, so that a test's files are all that lies in it.
        kept = {
            "LANG": "C.UTF-8",
            "AWSDEV_CACHE_DIR": f"{tmp_path}.cache",
            "AWSDEV_CONFIG_DIR": f"{tmp_path}.config",
        }
        environment |= {**kept, **variables}
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [command, *arguments],
            input=data,
            capture_output=True,
            cwd=cwd or tmp_path,
            env=environment,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture
def prove(record_property: Callable[[str, object], None]) -> Prove:
    """Enter in the ledger what a test has proven: what, by what, how many; or why not."""

    def enter(what: str, by: str, count: int = 1, *, unproven: str = "") -> None:
        record_property(_LEDGER, (what, by, count, unproven))

    return enter


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close the run with the table of what was proven by what."""
    proven: Counter[tuple[str, str]] = Counter()
    unproven: list[tuple[str, str]] = []
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == _LEDGER:
                what, by, count, reason = value
                if reason:
                    unproven.append((f"{what} {by}", reason))
                else:
                    proven[what, by] += count
    if not proven and not unproven:
        return
    terminalreporter.section("proof")
    for (what, by), count in sorted(proven.items()):
        terminalreporter.write_line(f"{count:6}  {what:34}  {by}")
    terminalreporter.write_line(f"{len(unproven):6}  not proven by a machine")
    for what, reason in unproven:
        terminalreporter.write_line(f"        {what}: {reason}")
