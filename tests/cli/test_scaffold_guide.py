"""docs/scaffold.md: every command in it does what stands there."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.cli.conftest import Open
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "scaffold.md").read_text("utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    return [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]


def test_every_command_of_the_guide(terminal: Open, command: str, tmp_path: Path) -> None:
    """In their order, in one folder; what asks is answered with Enter."""
    (tmp_path / "answers.yaml").write_text("memory: 512\n")
    path = f"{Path(command).parent}{os.pathsep}{os.environ['PATH']}"
    assert len(commands()) == 10
    for line in commands():
        screen = terminal("-c", line, program=["sh"], cwd=tmp_path, PATH=path, rows=60)
        screen.type("\n" * 40)
        assert screen.finish(60) == 0, f"{line}\n{screen.text}"
    assert "MemorySize: 512" in (tmp_path / "shop" / "template.yaml").read_text("utf-8")
