"""The image, without Docker: what the Dockerfile says fits the template and the code."""

import fnmatch
import importlib
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cfnlint.decode import decode

RunPin = Callable[[str], subprocess.CompletedProcess[str]]

PROJECT = Path(__file__).parent.parent
DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions, each with its arguments."""
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    parts = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(instruction, arguments) for instruction, _, arguments in parts]


@pytest.fixture(scope="module")
def base(dockerfile: list[tuple[str, str]]) -> re.Match[str]:
    """Return the one base image, taken apart."""
    [image] = [arguments for instruction, arguments in dockerfile if instruction == "FROM"]
    found = re.fullmatch(
        r"public\.ecr\.aws/lambda/python:(?P<python>3\.\d+)-(?P<architecture>arm64|x86_64)"
        r"(@sha256:[0-9a-f]{64})?",
        image,
    )
    assert found, f"{image} is no AWS base image of one Python and one processor"
    return found


@pytest.fixture(scope="module")
def function() -> dict[str, Any]:
    """Return the function as the template declares it."""
    template, _ = decode(str(PROJECT / "template.yaml"))
    return template["Resources"]["Thumbnails"]


def test_image_and_function_are_for_one_processor(
    base: re.Match[str], function: dict[str, Any]
) -> None:
    assert function["Properties"]["Architectures"] == [base["architecture"]]


def test_one_python_everywhere(base: re.Match[str], function: dict[str, Any]) -> None:
    buildspec, _ = decode(str(PROJECT / "buildspec.yml"))
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

    assert buildspec["phases"]["install"]["runtime-versions"]["python"] == base["python"]
    assert settings["tool"]["ruff"]["target-version"] == "py" + base["python"].replace(".", "")
    assert function["Metadata"]["DockerTag"] == "python" + base["python"]


def test_the_command_is_a_handler(dockerfile: list[tuple[str, str]]) -> None:
    [command] = [arguments for instruction, arguments in dockerfile if instruction == "CMD"]
    [path] = json.loads(command)
    module, _, name = path.rpartition(".")

    assert callable(getattr(importlib.import_module(module), name))


def test_what_is_copied_is_there_and_not_ignored(dockerfile: list[tuple[str, str]]) -> None:
    copied = [
        arguments.split()[0] for instruction, arguments in dockerfile if instruction == "COPY"
    ]
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = [line.removeprefix("!") for line in ignored if line.startswith("!")]

    assert copied
    for source in (each.rstrip("/") for each in copied):
        assert (PROJECT / source).exists(), source
        assert any(fnmatch.fnmatch(source, pattern) for pattern in let_through), source


def test_every_requirement_is_pinned() -> None:
    lines = (PROJECT / "requirements.txt").read_text(encoding="utf-8").splitlines()

    loose = [line for line in lines if line and not re.match(r"#|[\w.-]+==[\w.]+$", line)]
    assert loose == []


@pytest.fixture
def run_pin(tmp_path: Path) -> RunPin:
    """Return a function that runs the pinning script on a copy, with a stub in place of Docker."""
    (tmp_path / "tools").mkdir()
    script = tmp_path / "tools/pin_base_image.sh"
    script.write_bytes((PROJECT / "tools/pin_base_image.sh").read_bytes())
    (tmp_path / "Dockerfile").write_bytes((PROJECT / "Dockerfile").read_bytes())
    stub = tmp_path / "bin/docker"
    stub.parent.mkdir()

    def run(answer: str) -> subprocess.CompletedProcess[str]:
        stub.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\necho "{answer}"\n', "utf-8")
        stub.chmod(0o755)
        path = f"{stub.parent}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", script], env={"PATH": path}, capture_output=True, text=True, check=False
        )

    return run


def test_pinning_writes_the_digest_behind_the_tag(
    run_pin: RunPin, tmp_path: Path, base: re.Match[str]
) -> None:
    tag = f"public.ecr.aws/lambda/python:{base['python']}-{base['architecture']}"
    before = (tmp_path / "Dockerfile").read_text(encoding="utf-8")

    for _ in range(2):
        assert run_pin(DIGEST).returncode == 0
        assert f" {tag} " in (tmp_path / "asked").read_text(encoding="utf-8")

    after = (tmp_path / "Dockerfile").read_text(encoding="utf-8")
    assert f"FROM {tag}@{DIGEST}\n" in after
    assert after.count("\n") == before.count("\n")


@pytest.mark.parametrize("answer", ["", "<no value>"])
def test_pinning_changes_nothing_without_a_digest(
    run_pin: RunPin, tmp_path: Path, answer: str
) -> None:
    before = (tmp_path / "Dockerfile").read_bytes()

    assert run_pin(answer).returncode == 1
    assert (tmp_path / "Dockerfile").read_bytes() == before
