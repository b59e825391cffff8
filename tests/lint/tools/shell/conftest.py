"""What the tests of shell share: the real shellcheck, asked directly."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from awsdev.lint.finding import Finding
from awsdev.lint.running.linter import Source, lint_source
from awsdev.lint.tools.shell.shellcheck import program

needs_shellcheck = pytest.mark.skipif(
    not program(), reason="shellcheck is not installed: pip install 'awsdev[shell]'"
)


def findings_in(text: str, name: str = "buildspec.yml") -> list[Finding]:
    """Lint a text as the command does and return shellcheck's findings, and failures of tools."""
    found = lint_source(Source(name, text.encode())).findings
    return [each for each in found if each.code.startswith(("SC", "AD2"))]


def places_in(text: str, name: str = "buildspec.yml") -> list[tuple[str, int, int]]:
    return [(one.code, one.span.line, one.span.column) for one in findings_in(text, name)]


def ask_shellcheck(script: str, dialect: str = "") -> list[dict[str, Any]]:
    """Return what shellcheck itself says of a script, without awsdev in between."""
    shell = [f"--shell={dialect}"] if dialect else []
    options = ["--norc", "--format=json1", "--severity=info", *shell, "-"]
    done = subprocess.run(
        [program(), *options], input=script.encode(), capture_output=True, check=False
    )
    return json.loads(done.stdout)["comments"]
