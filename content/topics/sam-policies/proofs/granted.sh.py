"""Proves granted.sh: the names that SAM gives lead to the policies it wrote.

What IAM would allow, which moto cannot say, is left to the check of the command.
"""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import deploy, resources_of

_NAME = "AWSLambdaBasicExecutionRole"
_LOGS = {"PolicyName": _NAME, "PolicyArn": f"arn:aws:iam::aws:policy/service-role/{_NAME}"}


def prove(path: Path) -> None:
    """Run the script on the stack of the topic's template."""
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    resources = resources_of(path.with_name("template.yaml"))
    made = deploy("reports", resources)
    # moto makes a stack's role without them.
    for arn in resources["TotalFunctionRole"]["Properties"]["ManagedPolicyArns"]:
        name = made["TotalFunctionRole"]
        boto3.client("iam").attach_role_policy(RoleName=name, PolicyArn=arn)
    answers = answers_of(path, beyond_moto=("SimulatePrincipalPolicy",))
    role, attached, named, inline, _ = (text for _, text in answers)
    assert role.strip() == made["TotalFunctionRole"]
    assert json.loads(attached)["AttachedPolicies"] == [_LOGS]
    names = ["TotalFunctionRolePolicy0", "TotalFunctionRolePolicy1"]
    assert json.loads(named)["PolicyNames"] == names
    # moto returns the policy of a stack's role as Python writes it.
    policy = ast.literal_eval(json.loads(inline)["PolicyDocument"])
    assert "s3:GetObject" in policy["Statement"][0]["Action"]
    assert "s3:PutObject" not in json.dumps(policy)
    asked = answers[-1][0].parameters["PolicySourceArn"]
    assert asked.endswith(f":role/{made['TotalFunctionRole']}")
