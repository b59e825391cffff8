"""Proves template.yaml: the role that SAM makes reads one bucket and decrypts with one key."""

from __future__ import annotations

import json
from pathlib import Path

from cfnlint.decode import cfn_yaml

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Translate, and look at the role."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    translated = translate(template).template
    assert translated is not None
    role = translated["Resources"]["TotalFunctionRole"]["Properties"]
    assert role["ManagedPolicyArns"] == [
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    ]
    names = [policy["PolicyName"] for policy in role["Policies"]]
    assert names == ["TotalFunctionRolePolicy0", "TotalFunctionRolePolicy1"]
    read, decrypt = (policy["PolicyDocument"]["Statement"] for policy in role["Policies"])
    assert {action for each in read for action in each["Action"]} == {
        "s3:GetObject",
        "s3:ListBucket",
        "s3:GetBucketLocation",
        "s3:GetObjectVersion",
        "s3:GetLifecycleConfiguration",
    }
    assert [each["Action"] for each in decrypt] == ["kms:Decrypt"]
    assert "ReportsKey" in json.dumps(decrypt)
