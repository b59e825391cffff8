"""The layer as the functions see it: unpacked beside them, for one runtime and one processor."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cfnlint.decode import decode

PROJECT = Path(__file__).parent.parent
TEMPLATE, _ = decode(str(PROJECT / "template.yaml"))
RESOURCES = TEMPLATE["Resources"]
GLOBALS = TEMPLATE["Globals"]["Function"]
LAYERS = {
    name: resource
    for name, resource in RESOURCES.items()
    if resource["Type"] == "AWS::Serverless::LayerVersion"
}
FUNCTIONS = {
    name: GLOBALS | resource["Properties"]
    for name, resource in RESOURCES.items()
    if resource["Type"] == "AWS::Serverless::Function"
}

# What Lambda does with a handler: imports its module and calls it with an event.
INVOKE = """
import importlib, json, sys
module, _, name = sys.argv[1].rpartition(".")
answer = getattr(importlib.import_module(module), name)(json.load(sys.stdin), None)
import orders
print(json.dumps({"answer": answer, "orders": orders.__file__}))
"""


def layers_of(function: dict[str, Any]) -> list[str]:
    return [layer["Ref"] for layer in function["Layers"]]


def invoke(
    folder: Path, function: dict[str, Any], event: dict[str, Any], *, layers: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a function as Lambda lays it out: its own code first, then /opt/python.

    The packages that `sam build` would install into the layer are those of the tests' own Python.
    """
    task, opt = folder / "task", folder / "opt/python"
    shutil.copytree(PROJECT / function["CodeUri"], task)
    opt.mkdir(parents=True)
    for name in layers_of(function) if layers else []:
        content = PROJECT / LAYERS[name]["Properties"]["ContentUri"]
        shutil.copytree(content, opt, dirs_exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", INVOKE, function["Handler"]],
        input=json.dumps(event),
        env=os.environ | {"PYTHONPATH": f"{task}{os.pathsep}{opt}", "PYTHONSAFEPATH": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_finds_the_layers_code(
    name: str, tmp_path: Path, load_event: Callable[[str], dict[str, Any]]
) -> None:
    done = invoke(tmp_path, FUNCTIONS[name], load_event(name.lower()))

    assert done.returncode == 0, done.stderr
    assert Path(json.loads(done.stdout)["orders"]).is_relative_to(tmp_path / "opt/python")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_brings_no_copy_of_its_own(
    name: str, tmp_path: Path, load_event: Callable[[str], dict[str, Any]]
) -> None:
    done = invoke(tmp_path, FUNCTIONS[name], load_event(name.lower()), layers=False)

    assert "No module named 'orders'" in done.stderr


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_and_layer_are_for_one_runtime_and_processor(name: str) -> None:
    function = FUNCTIONS[name]

    for layer in (LAYERS[each] for each in layers_of(function)):
        build, properties = layer["Metadata"], layer["Properties"]
        assert [build["BuildMethod"]] == properties["CompatibleRuntimes"] == [function["Runtime"]]
        assert [build["BuildArchitecture"]] == function["Architectures"]
        assert properties["CompatibleArchitectures"] == function["Architectures"]


@pytest.mark.parametrize("name", LAYERS)
def test_a_change_deletes_no_version(name: str) -> None:
    assert LAYERS[name]["Properties"]["RetentionPolicy"] == "Retain"


@pytest.mark.parametrize("name", LAYERS)
def test_a_build_gives_the_same_layer_again(name: str) -> None:
    content = PROJECT / LAYERS[name]["Properties"]["ContentUri"]
    lines = (content / "requirements.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not line.startswith("#") and "==" not in line] == []
