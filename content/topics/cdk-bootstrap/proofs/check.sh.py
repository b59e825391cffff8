"""Proves check.sh: it reads the stack, its version, and who may do what."""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import ACCOUNT, REGION, role

_TEMPLATE = {
    "Resources": {
        "Version": {
            "Type": "AWS::SSM::Parameter",
            "Properties": {
                "Type": "String",
                "Name": "/cdk-bootstrap/hnb659fds/version",
                "Value": "30",
            },
        }
    }
}


def prove(path: Path) -> None:
    """Run the script where something like a bootstrap stack is, with a narrow policy."""
    boto3.client("cloudformation").create_stack(
        StackName="CDKToolkit", TemplateBody=json.dumps(_TEMPLATE), EnableTerminationProtection=True
    )
    iam = boto3.client("iam")
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*"}]}
    document["Statement"][0]["Resource"] = "*"
    policy = iam.create_policy(PolicyName="narrow", PolicyDocument=json.dumps(document))
    arn = policy["Policy"]["Arn"]
    execution = f"cdk-hnb659fds-cfn-exec-role-{ACCOUNT}-{REGION}"
    role(execution, "cloudformation")
    iam.attach_role_policy(RoleName=execution, PolicyArn=arn)
    role(f"cdk-hnb659fds-deploy-role-{ACCOUNT}-{REGION}", "cloudformation")
    stack, version, policies, trust = (text for _, text in answers_of(path, ACCOUNT=ACCOUNT))
    assert json.loads(stack) == ["CREATE_COMPLETE", True]
    assert json.loads(version) == "30"
    assert json.loads(policies) == [arn]
    assert json.loads(trust)["Statement"][0]["Action"] == "sts:AssumeRole"
