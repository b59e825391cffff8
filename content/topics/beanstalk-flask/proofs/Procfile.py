"""Proves Procfile: the web process binds the port the proxy asks, and its callable is there."""

from __future__ import annotations

import ast
import shlex
from pathlib import Path

# Where the proxy looks for the application unless PORT says otherwise.
_PORT = "8000"


def prove(path: Path) -> None:
    """Read the file and look the callable up in application.py."""
    (line,) = path.read_text("utf-8").splitlines()
    name, _, command = line.partition(": ")
    assert name == "web"
    words = shlex.split(command)
    assert words[0] == "gunicorn"
    assert words[words.index("--bind") + 1] == f":{_PORT}"
    module, _, attribute = words[-1].partition(":")
    assert attribute in _names_in(path.parent / f"{module}.py")


def _names_in(source: Path) -> set[str]:
    body = ast.parse(source.read_text("utf-8")).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}
