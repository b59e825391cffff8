"""SAM publishes where it should, and the API goes to the alias and not around it."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any
from unittest import mock

from cfnlint.decode import cfn_yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

_FUNCTION = "OrdersFunction"


def prove(path: Path) -> None:
    """Translate the template as it is, and with one thing changed at a time."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    resources = _translated(template)
    version = _version(template)
    assert resources[version]["DeletionPolicy"] == "Retain", "an old version stays"
    alias = resources[f"{_FUNCTION}Aliaslive"]["Properties"]
    assert alias["FunctionVersion"] == {"Fn::GetAtt": [version, "Version"]}
    called = resources["OrdersApi"]["Properties"]["Body"]["paths"]["/orders"]["get"]
    integration = called["x-amazon-apigateway-integration"]
    assert f"${{{_FUNCTION}Aliaslive}}" in integration["uri"]["Fn::Sub"]
    assert "credentials" not in integration, "the alias's policy decides, not the caller's rights"
    permission = resources[f"{_FUNCTION}ListPermissionlive"]["Properties"]
    assert permission["FunctionName"] == {"Ref": f"{_FUNCTION}Aliaslive"}

    code = _changed(template, "InlineCode", "def handler(event, context): pass")
    setting = _changed(template, "Environment", {"Variables": {"PAGE_SIZE": "50"}})
    memory = _changed(template, "MemorySize", 512)
    timeout = _changed(template, "Timeout", 20)
    versions = {_version(each) for each in (template, code, setting, memory, timeout)}
    assert len(versions) == 5, "each change is a version"
    parameter = _changed(template, "Environment", {"Variables": {"PAGE_SIZE": {"Ref": "Size"}}})
    parameter["Parameters"] = {"Size": {"Type": "String"}}
    _must_not_count_size(parameter)

    for each in (template, code, setting, memory, timeout, parameter):
        del each["Resources"][_FUNCTION]["Properties"]["AutoPublishAliasAllProperties"]
    _must_not_count_size(parameter)
    counting = {_version(each) for each in (template, code, setting, memory)}
    assert len(counting) == 4, "code, environment and memory count by default"
    assert _version(template) == _version(timeout), "the timeout does not"


def _must_not_count_size(template: dict[str, Any]) -> None:
    sizes = {_version(template, Size=size) for size in ("20", "50")}
    assert len(sizes) == 1, "the value of a parameter makes a version"


def _changed(template: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(template)
    changed["Resources"][_FUNCTION]["Properties"][name] = value
    return changed


def _version(template: dict[str, Any], **parameters: str) -> str:
    """Return the logical ID of the version: another one means another version."""
    resources = _translated(template, **parameters).items()
    (version,) = (name for name, each in resources if each["Type"] == "AWS::Lambda::Version")
    return version


def _translated(template: dict[str, Any], **parameters: str) -> dict[str, Any]:
    with mock.patch.dict(os.environ, {"AWS_DEFAULT_REGION": "ap-northeast-2"}):
        translator = Translator({}, Parser())
        translated = translator.translate(copy.deepcopy(template), parameters)
    return dict(translated["Resources"])
