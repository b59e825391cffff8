"""Proves requirements.txt: every line is one, and they are what application.py imports."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from packaging.requirements import Requirement


def prove(path: Path) -> None:
    """Compare the names of the packages with the imports."""
    wanted = [Requirement(line) for line in path.read_text("utf-8").splitlines()]
    assert all(each.specifier for each in wanted), "a version is left open"
    source = (path.parent / "application.py").read_text("utf-8")
    assert {each.name.lower() for each in wanted} == _foreign_imports(source)


def _foreign_imports(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names
