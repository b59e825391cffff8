"""Proves what the page says of template.yaml: implicit API, one stage, IAM, merged Globals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Translate as it is, and without what Globals say of the API."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    resources = _translated(json.loads(json.dumps(template)))
    assert resources["ServerlessRestApi"]["Type"] == "AWS::ApiGateway::RestApi"
    assert resources["ServerlessRestApiProdStage"]["Properties"]["StageName"] == "Prod"
    assert "StageName" not in _deployment(resources)
    method = resources["ServerlessRestApi"]["Properties"]["Body"]["paths"]["/hello"]["get"]
    assert method["security"] == [{"AWS_IAM": []}]
    assert resources["HelloFunctionRole"]["Type"] == "AWS::IAM::Role"
    assert resources["HelloFunctionHelloPermissionProd"]["Type"] == "AWS::Lambda::Permission"

    del template["Globals"]["Api"]
    open_to_all = _translated(template)
    assert _deployment(open_to_all)["StageName"] == "Stage"
    method = open_to_all["ServerlessRestApi"]["Properties"]["Body"]["paths"]["/hello"]["get"]
    assert "security" not in method

    layers = [f"arn:aws:lambda:eu-west-1:111122223333:layer:{each}:1" for each in ("all", "own")]
    template["Globals"]["Function"]["Layers"] = layers[:1]
    own = template["Resources"]["HelloFunction"]["Properties"]
    own |= {"Layers": layers[1:], "Architectures": ["x86_64"], "Timeout": 20}
    merged = _translated(template)["HelloFunction"]["Properties"]
    assert merged["Layers"] == layers
    assert merged["Architectures"] == ["x86_64"]
    assert merged["Timeout"] == 20


def _translated(template: dict[str, Any]) -> dict[str, Any]:
    translated = translate(template).template
    assert translated is not None
    resources: dict[str, Any] = translated["Resources"]
    return resources


def _deployment(resources: dict[str, Any]) -> dict[str, Any]:
    found = (each for each in resources.values() if each["Type"] == "AWS::ApiGateway::Deployment")
    properties: dict[str, Any] = next(found)["Properties"]
    return properties
