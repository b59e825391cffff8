"""Proves create.sh: a change set tells what it would make, and makes it.

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
    """Run the script in a network with two subnets."""
    ec2 = boto3.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    first, second, *_ = (each["SubnetId"] for each in ec2.describe_subnets()["Subnets"])
    template = json.dumps(part_of(path.with_name("template.yaml"), *_KEPT)).encode()
    files = {"template.yaml": template}
    answers = answers_of(path, files=files, VPC=vpc, SUBNET_A=first, SUBNET_B=second)
    changes, stack = (json.loads(text) for call, text in answers if call.query)
    assert sorted(changes) == [["Add", name] for name in _KEPT]
    assert stack[0] == "CREATE_COMPLETE"
    made = boto3.client("cloudformation").describe_stack_resources(StackName="orders-dev")
    ids = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in made["StackResources"]}
    boto3.client("s3").head_bucket(Bucket=ids["Uploads"])
    groups = [ids["DatabaseGroup"], ids["ServerGroup"]]
    found = ec2.describe_security_groups(GroupIds=groups)["SecurityGroups"]
    assert [each["VpcId"] for each in found] == [vpc] * 2
