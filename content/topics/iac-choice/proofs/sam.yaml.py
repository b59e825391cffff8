"""SAM writes the same resources as plain.yaml, and a role that may do more."""

import copy
from pathlib import Path
from typing import Any

from cfnlint.decode import decode

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Translate the template and hold it against the one that is written out."""
    plain = _read(path.parent / "plain.yaml")
    translation = translate(copy.deepcopy(_read(path)))
    assert translation.template is not None, (translation.refusals, translation.crash)
    sam = translation.template

    types = sorted(each["Type"] for each in plain["Resources"].values())
    assert types == sorted(each["Type"] for each in sam["Resources"].values())
    for of in ("KeySchema", "AttributeDefinitions", "BillingMode"):
        assert _one(sam, "AWS::DynamoDB::Table")[of] == _one(plain, "AWS::DynamoDB::Table")[of]
    function, written = (_one(each, "AWS::Lambda::Function") for each in (sam, plain))
    for of in ("Code", "Handler", "Runtime", "Timeout", "Architectures", "Environment"):
        assert function[of] == written[of], of
    assert _actions(plain) == {"dynamodb:GetItem"}
    assert _actions(sam) > _actions(plain), "the policy template is the broader one"


def _read(path: Path) -> dict[str, Any]:
    template, broken = decode(str(path))
    assert not broken
    return dict(template)


def _one(template: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = (each for each in template["Resources"].values() if each["Type"] == kind)
    return dict(found["Properties"])


def _actions(template: dict[str, Any]) -> set[str]:
    (policy,) = _one(template, "AWS::IAM::Role")["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    action = statement["Action"]
    return {action} if isinstance(action, str) else set(action)
