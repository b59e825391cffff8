"""What tests of commands share: terminals, JSON schemas, and a house with other data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import awsdev as package
from tests.cli.screen import Screen
from tests.notes.golden import CONTENT
from tests.scaffolds.workshop import TEMPLATES

SCHEMAS = Path(__file__).parent / "schemas"
Open = Callable[..., Screen]


@pytest.fixture
def terminal(command: str, tmp_path: Path) -> Iterator[Open]:
    """Run the installed command on a terminal; it ends with the test."""
    screens: list[Screen] = []

    def open_(*arguments: str, program: list[str] | None = None, **options: Any) -> Screen:
        options.setdefault("cwd", tmp_path)
        screens.append(Screen([*(program or [command]), *arguments], **options))
        return screens[-1]

    yield open_
    for screen in screens:
        screen.close()


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose topics and scaffolds are those of the fixtures."""
    root = tmp_path_factory.mktemp("checkout")
    source = Path(package.__file__).parent
    shutil.copytree(source, root / "awsdev", ignore=shutil.ignore_patterns("_data"))
    shutil.copytree(CONTENT, root / "content")
    shutil.copytree(TEMPLATES, root / "templates")
    return root


@pytest.fixture
def elsewhere(checkout: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the checkout with the fixtures' topics and scaffolds, as a pipe would."""

    def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "awsdev", *arguments],
            cwd=cwd or tmp_path,
            env=fixture_environment(checkout),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


def fixture_environment(checkout: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(checkout), "LANG": "C.UTF-8"}


def conforms(text: str, schema: str) -> Any:
    """Return a JSON answer that conforms to one of the schemas beside this file."""
    answer = json.loads(text)
    rules = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.Draft202012Validator(
        rules, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(answer)
    return answer
