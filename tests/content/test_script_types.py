"""Examples in JavaScript and TypeScript fit the packages they import."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from awsdev.notes.library import Library
from tests.conftest import Prove
from tests.content.provers.javascript import KINDS, check_types


@pytest.mark.gate
@pytest.mark.network
@pytest.mark.timeout(900)
@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not on the path")
def test_scripts_fit_the_packages_they_import(tmp_path: Path, prove: Prove) -> None:
    examples = [each for topic in Library().topics() for each in topic.examples.values()]
    scripts = [each for each in examples if each.kind in KINDS]
    assert check_types(scripts, tmp_path) == ""
    prove("example: JavaScript and TypeScript types", "tsc and the real packages", len(scripts))
