"""reports.yaml imports what template.yaml exports, and opens the way into the database's group.

moto stands in for CloudFormation. It has no database with a managed password, so the database and
what refers to it stay out; the groups and the export are as they stand in the template.
"""

import json
from pathlib import Path
from typing import Any

import boto3
from cfnlint.decode import decode
from moto import mock_aws

_KEPT = {"ServerGroup", "DatabaseGroup"}


def prove(path: Path) -> None:
    """Make the exporting stack, then the importing one, and look at the group they share."""
    first = _read(path.parent / "template.yaml")
    first["Resources"] = {name: first["Resources"][name] for name in _KEPT}
    first["Outputs"] = {"DatabaseGroupId": first["Outputs"]["DatabaseGroupId"]}
    second = _read(path)
    with mock_aws():
        cloudformation = boto3.client("cloudformation", region_name="us-east-1")
        ec2 = boto3.client("ec2", region_name="us-east-1")
        vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]

        name = second["Parameters"]["WebStack"]["Default"]
        _create(cloudformation, name, first, VpcId=vpc, SubnetA=subnet, SubnetB=subnet)
        _create(cloudformation, "reports", second, VpcId=vpc)

        (export,) = cloudformation.list_exports()["Exports"]
        (group,) = ec2.describe_security_groups(GroupIds=[export["Value"]])["SecurityGroups"]
        pairs = [pair for each in group["IpPermissions"] for pair in each["UserIdGroupPairs"]]
        assert len(pairs) == 2, "the server's group and that of reports"


def _read(path: Path) -> dict[str, Any]:
    template, broken = decode(str(path))
    assert not broken
    return json.loads(json.dumps(template))


def _create(client: Any, name: str, template: dict[str, Any], **parameters: str) -> None:
    client.create_stack(
        StackName=name,
        TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
    )
