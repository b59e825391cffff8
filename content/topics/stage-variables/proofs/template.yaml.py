"""Each stage has every variable, names an alias there is, and is let in by it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

_VALUE = re.compile(r"[A-Za-z0-9-._~:/?#&=,]+")


def prove(path: Path) -> None:
    """Follow the variables of both stages to the aliases and their permissions."""
    template = cfn_yaml.load(str(path))
    resources = template["Resources"]
    api = resources["OrdersApi"]["Properties"]
    used = set(re.findall(r"\$\{!?stageVariables\.(\w+)\}", str(api["DefinitionBody"])))
    assert used == {"functionAlias", "partnerHost"}
    function = resources["OrdersFunction"]["Properties"]
    aliases = {
        function["AutoPublishAlias"]: {"Ref": "OrdersFunction.Alias"},
        resources["TestAlias"]["Properties"]["Name"]: {"Ref": "TestAlias"},
    }
    for stage in (api, resources["TestStage"]["Properties"]):
        variables = {name: _value(value, template) for name, value in stage["Variables"].items()}
        assert used <= variables.keys()
        assert all(_VALUE.fullmatch(value) for value in variables.values())
        assert "://" not in variables["partnerHost"]
        alias = aliases[variables["functionAlias"]]
        assert _callers(alias, resources) == [f"${{OrdersApi}}/{stage['StageName']}/GET/orders"]


def _value(value: Any, template: dict[str, Any]) -> str:
    """Return a value, or the default of the parameter it refers to."""
    if isinstance(value, dict):
        return str(template["Parameters"][value["Ref"]]["Default"])
    return str(value)


def _callers(alias: dict[str, str], resources: dict[str, Any]) -> list[str]:
    """Return the methods that may call an alias, by the end of their ARN."""
    permissions = (
        each["Properties"]
        for each in resources.values()
        if each["Type"] == "AWS::Lambda::Permission"
    )
    return [
        each["SourceArn"]["Fn::Sub"].partition(":${AWS::AccountId}:")[2]
        for each in permissions
        if each["FunctionName"] == alias
    ]
