"""The revision, built as the build does it but for the wheels, which would need the network."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent
PARTS = ["appspec.yml", "requirements.txt", "scripts", "src", "systemd", "tools"]


@pytest.fixture(scope="session")
def revision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder CodeDeploy would get."""
    work = tmp_path_factory.mktemp("project")
    for part in PARTS:
        source = PROJECT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, work / part)
    pip = tmp_path_factory.mktemp("stubs") / "python3"
    pip.write_text("#!/bin/sh\n", encoding="utf-8")
    pip.chmod(0o755)
    subprocess.run(
        ["bash", work / "tools/build_revision.sh"],
        env=os.environ | {"PATH": f"{pip.parent}:{os.environ['PATH']}"},
        check=True,
    )
    return work / "dist"


@pytest.fixture(scope="session")
def appspec(revision: Path) -> dict[str, Any]:
    """Return the AppSpec file of the revision."""
    return yaml.safe_load((revision / "appspec.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def setting(revision: Path) -> Callable[[str], str]:
    """Return a function that reads a variable as the hooks see it."""

    def read(name: str) -> str:
        command = f'source scripts/common.sh && echo "${name}"'
        return subprocess.run(
            ["bash", "-c", command], cwd=revision, capture_output=True, text=True, check=True
        ).stdout.strip()

    return read
