"""Proves trust.json: no rule objects to it as a role's trust, and a role can be made with it."""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from awsdev.lint.engine import lint_data


def prove(path: Path) -> None:
    """Lint the document where it belongs, then make a role, a profile and try a second role."""
    text = path.read_text(encoding="utf-8")
    role = {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": json.loads(text)},
    }
    template = json.dumps({"Resources": {"Role": role}}).encode()
    report = lint_data({"template.json": template, path.name: text.encode()})
    assert not report.findings, [finding.message for finding in report.findings]

    iam = boto3.client("iam")
    iam.create_instance_profile(InstanceProfileName="orders-reports")
    for name in ("orders-reports", "second"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=text)
    pair = {"InstanceProfileName": "orders-reports"}
    iam.add_role_to_instance_profile(**pair, RoleName="orders-reports")
    try:
        iam.add_role_to_instance_profile(**pair, RoleName="second")
    except iam.exceptions.LimitExceededException:
        return
    raise AssertionError("a profile took two roles")
