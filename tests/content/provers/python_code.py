"""Python examples: compiled, linted, imported, run."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from moto import mock_aws

from awsdev.notes.topic import Example

# What an example's code finds around it: a region, and credentials that open nothing.
_ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "ap-northeast-2",
    "AWS_REGION": "ap-northeast-2",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
}


def check_style(path: Path) -> None:
    """Lint an example with ruff's default rules."""
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@contextmanager
def aws_in_memory() -> Iterator[None]:
    """Set the stage for code that calls AWS: moto answers."""
    before = dict(os.environ)
    os.environ.update(_ENVIRONMENT)
    try:
        with mock_aws():
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def load(path: Path) -> ModuleType:
    """Import a file as a module of its own."""
    specification = importlib.util.spec_from_file_location(f"example_{path.stem}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    # Dataclasses and pickles look their module up.
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def run_proof(example: Example) -> bool:
    """Run the topic's proof of an example; return whether it has one.

    The proof of Python is `proofs/<name>`, with `prove(module)`; of anything else it is
    `proofs/<name>.py`, with `prove(path)`.
    """
    is_python = example.path.suffix == ".py"
    name = example.name if is_python else f"{example.name}.py"
    script = example.path.parent.parent / "proofs" / name
    if not script.is_file():
        return False
    with aws_in_memory():
        load(script).prove(load(example.path) if is_python else example.path)
    return True


def invoke(example: Example) -> int:
    """Invoke a handler with each of its events and compare the answers; return how many."""
    with aws_in_memory():
        module = load(example.path)
        for case in example.invoke:
            assert module.handler(case["event"], None) == case["returns"]
    return len(example.invoke)
