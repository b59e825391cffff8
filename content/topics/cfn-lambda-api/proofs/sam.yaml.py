"""SAM writes what template.yaml spells out, and a new deployment whenever the API changes."""

import copy
from pathlib import Path
from typing import Any

from cfnlint.decode import decode

from awsdev.lint.tools.sam.translator import translate

# In SAM's translation the API's definition holds the paths and methods.
_WITHIN_THE_API = {"AWS::ApiGateway::Resource", "AWS::ApiGateway::Method"}
_OWN = {"AWS::Logs::LogGroup"}


def prove(path: Path) -> None:
    """Translate the template as it is, with more memory, and with another path."""
    sam, plain = _read(path), _read(path.parent / "template.yaml")
    written = _translated(sam)
    assert _types(written) == _types(plain) - _WITHIN_THE_API - _OWN

    (paths,) = (each["Body"]["paths"] for each in _of(written, "RestApi"))
    (integration,) = (
        method["x-amazon-apigateway-integration"]
        for path_item in paths.values()
        for method in path_item.values()
    )
    (method,) = _of(plain, "Method")
    assert integration["httpMethod"] == method["Integration"]["IntegrationHttpMethod"] == "POST"
    assert _tail(integration["uri"]) == _tail(method["Integration"]["Uri"])

    larger = copy.deepcopy(sam)
    larger["Resources"]["Function"]["Properties"]["MemorySize"] = 512
    assert _deployment(_translated(larger)) == _deployment(written), "the API is the same"
    moved = copy.deepcopy(sam)
    event = moved["Resources"]["Function"]["Properties"]["Events"]["GetOrder"]
    event["Properties"]["Path"] = "/v2/orders/{order_id}"
    assert _deployment(_translated(moved)) != _deployment(written), "a changed API, a new snapshot"


def _read(path: Path) -> dict[str, Any]:
    template, broken = decode(str(path))
    assert not broken
    return dict(template)


def _translated(template: dict[str, Any]) -> dict[str, Any]:
    translation = translate(copy.deepcopy(template))
    assert translation.template is not None, (translation.refusals, translation.crash)
    return translation.template


def _types(template: dict[str, Any]) -> set[str]:
    return {resource["Type"] for resource in template["Resources"].values()}


def _of(template: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    resources = template["Resources"].values()
    return [each["Properties"] for each in resources if each["Type"].endswith(f"::{kind}")]


def _deployment(template: dict[str, Any]) -> str:
    """Return the logical ID of the deployment."""
    resources = template["Resources"].items()
    (name,) = (name for name, each in resources if each["Type"].endswith("::Deployment"))
    return name


def _tail(uri: dict[str, str]) -> str:
    return uri["Fn::Sub"].partition(":apigateway:")[2]
