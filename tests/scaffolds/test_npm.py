"""Projects for Node.js pass their own checks with the packages they ask for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.render import render_project
from tests.conftest import Prove
from tests.scaffolds.combinations import covering, every_combination
from tests.scaffolds.projects import run, written


def _has_scripts(scaffold: Scaffold) -> bool:
    """Tell, without rendering it when tests are collected, whether a project has npm scripts."""
    packages = (scaffold.folder / "skeleton").glob("package.json*")
    return any('"scripts"' in package.read_text("utf-8") for package in packages)


pytestmark = [pytest.mark.gate, pytest.mark.network, pytest.mark.timeout(1800)]
OF_NODE = [
    pytest.param(scaffold, id=scaffold.name)
    for scaffold in awsdevs_catalogue().all()
    if _has_scripts(scaffold)
]


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not on the path")
@pytest.mark.parametrize("scaffold", OF_NODE)
def test_its_types_and_tests(scaffold: Scaffold, tmp_path: Path, prove: Prove) -> None:
    """In the fewest projects that have every answer once."""
    passed = 0
    for number, answers in enumerate(covering(every_combination(scaffold), 1)):
        folder = written(render_project(scaffold, answers), tmp_path / str(number))
        run(folder, "npm", "install", "--no-audit", "--no-fund", seconds=900)
        run(folder, "npm", "run", "types")
        results = tmp_path / f"{number}.json"
        run(folder, "npm", "test", "--", "--reporter=json", f"--outputFile={results}")
        passed += json.loads(results.read_text("utf-8"))["numPassedTests"]
        # The packages of two projects take gigabytes.
        shutil.rmtree(folder / "node_modules")
    prove(f"generated test of {scaffold.name}", "tsc and vitest with the real packages", passed)
