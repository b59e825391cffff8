"""Proves what the page says of template.yaml: what publishes a version, and what shifts traffic."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Look at the alias, then at the version after one property has changed."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    resources = _translated(template)
    update = resources["OrderFunctionAliaslive"]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    assert update["DeploymentGroupName"] == {"Ref": "OrderFunctionDeploymentGroup"}
    group = resources["OrderFunctionDeploymentGroup"]["Properties"]
    assert group["AlarmConfiguration"]["Alarms"] == [{"Name": {"Ref": "NewVersionErrors"}}]
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]

    for change, publishes in (
        ({"CodeUri": {"Bucket": "artifacts", "Key": "other.zip"}}, True),
        ({"Environment": {"Variables": {"CURRENCY": "KRW"}}}, True),
        ({"MemorySize": 512}, True),
        ({"SnapStart": {"ApplyOn": "PublishedVersions"}}, True),
        ({"Timeout": 20}, False),
        ({"Layers": ["arn:aws:lambda:ap-northeast-2:123456789012:layer:money:2"]}, False),
    ):
        assert _publishes(template, change, all_properties=True)
        assert _publishes(template, change, all_properties=False) is publishes


def _publishes(template: dict[str, Any], change: dict[str, Any], *, all_properties: bool) -> bool:
    """Tell whether a changed property of the function makes a version of another name."""
    before, after = copy.deepcopy(template), copy.deepcopy(template)
    after["Resources"]["OrderFunction"]["Properties"] |= change
    for each in (before, after):
        function = each["Resources"]["OrderFunction"]["Properties"]
        function["AutoPublishAliasAllProperties"] = all_properties
    return _version(_translated(before)) != _version(_translated(after))


def _translated(template: dict[str, Any]) -> dict[str, Any]:
    translated = translate(copy.deepcopy(template)).template
    assert translated is not None
    resources: dict[str, Any] = translated["Resources"]
    return resources


def _version(resources: dict[str, Any]) -> str:
    return next(name for name, each in resources.items() if each["Type"] == "AWS::Lambda::Version")
