"""Proves protect.sh: the stack has the policy of stack-policy.json afterwards.

The protection against deletion, which moto cannot switch, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import part_of


def prove(path: Path) -> None:
    """Run the script on a stack without a policy."""
    cloudformation = boto3.client("cloudformation")
    template = json.dumps(part_of(path.with_name("template.yaml"), "Uploads"))
    given = ("VpcId", "SubnetA", "SubnetB")
    cloudformation.create_stack(
        StackName="orders-prod",
        TemplateBody=template,
        Parameters=[{"ParameterKey": name, "ParameterValue": "any"} for name in given],
    )
    answers_of(path, beyond_moto=("UpdateTerminationProtection",))
    kept = cloudformation.get_stack_policy(StackName="orders-prod")["StackPolicyBody"]
    assert json.loads(kept) == json.loads(path.with_name("stack-policy.json").read_text("utf-8"))
