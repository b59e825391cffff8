"""Helper processes do not outlive those they help, and end nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

_PARENT = """
import time
from awsdev.lint.tools.cfnlint.process import CfnLintProcess
def at_work(_linter):
    while True:
        time.sleep(0.1)
cfn_lint = CfnLintProcess()
cfn_lint.ask(at_work)
print("at work", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")
def test_a_helper_whose_parent_is_killed_ends_itself_alone() -> None:
    bystander = subprocess.Popen(["sleep", "60"], process_group=0)
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, process_group=bystander.pid
    )
    assert parent.stdout
    assert parent.stdout.readline() == b"at work\n"
    parent.kill()
    # It ends when nobody has the pipe open any more, the helper included.
    assert parent.stdout.read() == b""
    assert bystander.poll() is None
    os.kill(bystander.pid, signal.SIGKILL)
    bystander.wait()
    parent.wait()
