"""Proves update.sh: a change set tells what it would change, and keeps the parameters.

moto stands in for CloudFormation. It has no database with a managed password, so the database and
what refers to it stay out of the template that the script reads.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import part_of

_KEPT = ("DatabaseGroup", "ServerGroup", "Uploads")


def prove(path: Path) -> None:
    """Run the script on a stack whose template has got one tag more."""
    vpc = boto3.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    given = {"VpcId": vpc, "SubnetA": "subnet-a", "SubnetB": "subnet-b", "Environment": "prod"}
    template = part_of(path.with_name("template.yaml"), *_KEPT)
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName="orders-dev",
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": name, "ParameterValue": given[name]} for name in given],
    )
    tag = {"Key": "project", "Value": "orders"}
    template["Resources"]["ServerGroup"]["Properties"]["Tags"] = [tag]
    answers = answers_of(path, files={"template.yaml": json.dumps(template).encode()})
    (changes,) = (json.loads(text) for call, text in answers if call.query)
    assert "ServerGroup" in [name for name, _ in changes]
    (stack,) = cloudformation.describe_stacks(StackName="orders-dev")["Stacks"]
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    kept = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}
    assert kept == given, "the old parameters"
    filters = [{"Name": "tag:project", "Values": ["orders"]}]
    (group,) = boto3.client("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
    assert group["VpcId"] == vpc
