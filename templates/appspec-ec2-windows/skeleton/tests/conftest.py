"""The revision, as CodeDeploy gets it and the agent unpacks it."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import build_revision

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the packed revision."""
    target = tmp_path_factory.mktemp("dist")
    build_revision.build(PROJECT, target)
    return target / "revision.zip"


@pytest.fixture(scope="session")
def revision(archive: Path) -> dict[str, bytes]:
    """Return the files of the revision, by their names in the archive."""
    with zipfile.ZipFile(archive) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture(scope="session")
def appspec(revision: dict[str, bytes]) -> dict[str, Any]:
    """Return the AppSpec file of the revision."""
    return yaml.safe_load(revision["appspec.yml"])


@pytest.fixture(scope="session")
def setting(revision: dict[str, bytes]) -> Callable[[str], str]:
    """Return a function that reads a setting of the hooks."""
    common = revision["scripts/common.ps1"].decode("ascii")

    def read(name: str) -> str:
        found = re.search(rf"^\${name} = '?([^'\r]+)'?\r?$", common, re.MULTILINE)
        assert found, f"common.ps1 sets no {name}"
        return found[1]

    return read
