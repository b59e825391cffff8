"""docs/own-pages.md: what its commands write is read, shown and found."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "own-pages.md").read_text("utf-8")


def test_every_command_of_the_guide(command: str, tmp_path: Path) -> None:
    first, second = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    environment = {
        "HOME": str(tmp_path),
        "PATH": f"{Path(command).parent}{os.pathsep}{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "AWSDEV_CONFIG_DIR": str(tmp_path / ".config" / "awsdev"),
    }

    def run(script: str) -> str:
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    shown = run(first)
    assert shown.startswith("How we deploy\n")
    assert "awsdev show team-rules\n" in shown, "it is found"
    shown = run(second)
    assert "the longest there is, 12 hours." in shown
    assert "Nothing is wrong." in shown
