"""Proves examples/guardrails.yaml: enough for the stack, and no way around the boundary."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

# What each resource of the stack in app.ts is created, read and deleted with, by its schema.
_TYPES = ("AWS::IAM::Role", "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::S3::BucketPolicy")
# Of those, what belongs to properties the stack does not set.
_UNUSED = ("ec2:*", "elasticfilesystem:*", "s3files:*", "kms:*", "firehose:*", "s3:REST*")
_ESCAPES = (
    "iam:CreatePolicyVersion",
    "iam:CreateUser",
    "iam:DeletePolicy",
    "iam:DeleteRolePermissionsBoundary",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
)


class _Loader(yaml.SafeLoader):
    """Reads a template; what a function makes of its argument does not matter here."""


_Loader.add_multi_constructor("!", lambda loader, _, node: loader.construct_scalar(node))


def prove(path: Path) -> None:
    """Compare the execution policy with what CloudFormation's resource types ask for."""
    resources = _Loader(path.read_text("utf-8")).get_single_data()["Resources"]
    execution = resources["ExecutionPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    allowed = [action for statement in execution for action in _actions(statement)]

    asked = {action for name in _TYPES for action in _permissions(name)}
    used = {each for each in asked if not _matches(each, _UNUSED)}
    missing = {each for each in used if not _matches(each, allowed)}
    assert not missing, f"CloudFormation needs {sorted(missing)}"

    assert not [each for each in _ESCAPES if _matches(each, allowed)]
    for statement in execution:
        writes = _matches("iam:PutRolePolicy", _actions(statement))
        if writes:
            assert statement["Condition"]["StringEquals"] == {"iam:PermissionsBoundary": "Boundary"}
        if "iam:PassRole" in _actions(statement):
            assert "iam:PassedToService" in statement["Condition"]["StringEquals"]


def _actions(statement: dict[str, Any]) -> list[str]:
    actions = statement["Action"]
    return [actions] if isinstance(actions, str) else list(actions)


def _permissions(resource_type: str) -> set[str]:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    handlers = schema["handlers"]
    return {each for kind in ("create", "read", "delete") for each in handlers[kind]["permissions"]}


def _matches(action: str, patterns: list[str] | tuple[str, ...]) -> bool:
    return any(fnmatchcase(action, pattern) for pattern in patterns)
