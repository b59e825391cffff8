"""The template's parts fit together: methods, functions, permissions, and the stage after them."""

import importlib
import re
from typing import Any

import pytest

import build_stack

TEXT = (build_stack.PROJECT / "template.yaml").read_text(encoding="utf-8")
RESOURCES: dict[str, Any] = build_stack.read_template(TEXT)["Resources"]


def of_type(resource_type: str) -> dict[str, Any]:
    return {
        name: resource["Properties"]
        for name, resource in RESOURCES.items()
        if resource["Type"] == resource_type
    }


FUNCTIONS = of_type("AWS::Lambda::Function")
PERMISSIONS = of_type("AWS::Lambda::Permission")


PATHS = RESOURCES["ItemsApi"]["Properties"]["Body"]["paths"]
OPERATIONS = [
    pytest.param(path, method.upper(), operation, id=f"{method} {path}")
    for path, methods in PATHS.items()
    for method, operation in methods.items()
]


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_a_method_reaches_its_function(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["security"] == [{"sigv4": []}]
    integration = operation["x-amazon-apigateway-integration"]
    assert (integration["type"], integration["httpMethod"]) == ("aws_proxy", "POST")

    (function,) = re.findall(r"functions/\$\{(\w+)\.Arn\}/", integration["uri"]["!Sub"])
    (permission,) = [
        each for each in PERMISSIONS.values() if each["FunctionName"]["!Ref"] == function
    ]
    let_in = permission["SourceArn"]["!Sub"].partition("${ItemsApi}")[2]
    assert let_in == f"/*/{method}{re.sub(r'{[^}]+}', '*', path)}"


def test_the_stage_waits_for_every_permission() -> None:
    assert set(RESOURCES["ApiStage"]["DependsOn"]) == set(PERMISSIONS)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_function_runs_what_is_built_for_it(function: dict[str, Any]) -> None:
    module, _, name = function["Handler"].rpartition(".")
    assert callable(getattr(importlib.import_module(module), name))

    assert function["Runtime"] == f"python{build_stack.PYTHON_VERSION}"
    (architecture,) = function["Architectures"]
    machine = {"arm64": "aarch64", "x86_64": "x86_64"}[architecture]
    assert all(platform.endswith(machine) for platform in build_stack.PLATFORMS)
