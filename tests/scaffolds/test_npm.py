"""Projects for Node.js pass their own checks with the packages they ask for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.render import render_project
from tests.conftest import Prove
from tests.scaffolds.combinations import covering, every_combination
from tests.scaffolds.projects import SCAFFOLDS, at_defaults, run, written

pytestmark = [pytest.mark.gate, pytest.mark.network, pytest.mark.timeout(1800)]
OF_NODE = [each for each in SCAFFOLDS if "package.json" in at_defaults(each.values[0])[1]]


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not on the path")
@pytest.mark.parametrize("scaffold", OF_NODE)
def test_its_types_tests_and_build(scaffold: Scaffold, tmp_path: Path, prove: Prove) -> None:
    """In the fewest projects that have every answer once."""
    passed = 0
    for number, answers in enumerate(covering(every_combination(scaffold), 1)):
        folder = written(render_project(scaffold, answers), tmp_path / str(number))
        run(folder, "npm", "install", "--no-audit", "--no-fund", seconds=900)
        run(folder, "npm", "run", "types", seconds=300)
        output = run(folder, "npm", "test", seconds=300)
        [count] = re.findall(r"^\s+Tests\s+(\d+) passed \(\d+\)$", output, re.MULTILINE)
        passed += int(count)
        # Two of them take gigabytes.
        shutil.rmtree(folder / "node_modules")
    prove(f"generated test of {scaffold.name}", "tsc and vitest with the real packages", passed)
