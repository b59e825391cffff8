"""The stacks, synthesized with the flags of cdk.json as the command line does it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from aws_cdk.assertions import Template

    from notes_stack import NotesStack

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def table() -> None:
    """Replace the table in memory: nothing here reads one."""


@pytest.fixture(scope="session")
def context() -> dict[str, Any]:
    """Return the flags."""
    return json.loads((PROJECT / "cdk.json").read_text(encoding="utf-8"))["context"]


@pytest.fixture(scope="session")
def node() -> None:
    """Skip where Node.js is missing. The CDK cannot even be imported without it."""
    if shutil.which(os.environ.get("JSII_NODE", "node")) is None:
        pytest.skip("Node.js is not installed, and the CDK runs on it: nothing was synthesized")


@pytest.fixture(scope="session")
def stacks(
    node: None, context: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, NotesStack]:
    """Return the stack of each stage."""
    from aws_cdk import App

    from app import add_stacks

    return add_stacks(App(context=context, outdir=str(tmp_path_factory.mktemp("cdk.out"))))


@pytest.fixture(scope="session")
def templates(stacks: dict[str, NotesStack]) -> dict[str, Template]:
    """Return the template of each stage."""
    from aws_cdk.assertions import Template

    return {stage: Template.from_stack(stack) for stage, stack in stacks.items()}


@pytest.fixture
def template(templates: dict[str, Template], stage: str) -> Template:
    """Return the template of the stage a test is run for."""
    return templates[stage]
