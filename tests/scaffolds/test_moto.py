"""What moto knows of each scaffold's templates is deployed in memory: `pytest -m gate`.

moto has no alarms, stages, subscriptions and more. What it has not is left out, and with it what
refers to it; the rest must come into being, every resource of it.
"""

from __future__ import annotations

import base64
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.cloudformation.parsing import get_model_map

from awsdev.scaffolds.manifest import Scaffold
from tests.conftest import Prove
from tests.content.provers.stage import REGION, document_of, public_parameter
from tests.scaffolds.projects import SCAFFOLDS, at_defaults, written

pytestmark = [pytest.mark.gate, pytest.mark.timeout(300)]

# Attributes that moto's resources lack.
_LACKING = ("LoadBalancerFullName", "TargetGroupFullName")
# What moto makes only by halves: the name it gives a repository is refused by itself, and it wants
# the task definition of a service to be there, which the first deployment brings.
_HALVES = ("AWS::ECR::Repository", "AWS::ECS::Service", "AWS::RDS::DBParameterGroup")
_LINE_OF_CODE = {"ZipFile": "def handler(event, context): return event"}
_EMPTY_LAYER = {"ZipFile": base64.b64encode(b"PK\x05\x06" + bytes(18)).decode()}


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_moto_deploys_what_it_knows(
    scaffold: Scaffold, tmp_path: Path, prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    folder = written(at_defaults(scaffold)[1], tmp_path / "project")
    for template in _templates(folder):
        document = document_of(template)
        whole = len(document["Resources"])
        _leave_out_what_moto_has_not(document)
        known = len(document["Resources"])
        if known:
            _deploy(document)
            prove(f"resource of {scaffold.name}", "moto, deployed in memory", known)
        if whole > known:
            prove(f"resource of {scaffold.name}", "moto does not know it", whole - known)


def _templates(folder: Path) -> Iterator[Path]:
    """Yield the CloudFormation and SAM templates of a project."""
    for path in sorted(folder.rglob("*.y*ml")):
        if "AWSTemplateFormatVersion" in path.read_text("utf-8"):
            yield path


def _leave_out_what_moto_has_not(document: dict[str, Any]) -> None:
    resources = document["Resources"]
    gone = {name for name, each in resources.items() if not _is_known(each)}
    gone |= set(_LACKING)
    while left := {name for name in resources.keys() - gone if gone & _words(resources[name])}:
        gone |= left
    for name in gone & resources.keys():
        del resources[name]
    outputs = document.get("Outputs", {})
    document["Outputs"] = {name: o for name, o in outputs.items() if not gone & _words(o)}


def _is_known(resource: dict[str, Any]) -> bool:
    # moto makes an API of a definition without its methods, and then cannot deploy it.
    defined = resource["Type"] == "AWS::ApiGateway::RestApi" and "Body" in resource["Properties"]
    known = resource["Type"] in get_model_map() and resource["Type"] not in _HALVES
    return known and not defined


def _words(part: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", json.dumps(part)))


def _given(parameters: dict[str, Any]) -> list[dict[str, str]]:
    """Return values for the parameters without a default, and make what the others point at."""
    ec2 = boto3.client("ec2")
    subnets = [each["SubnetId"] for each in ec2.describe_subnets()["Subnets"]]
    certificate = boto3.client("acm").request_certificate(DomainName="a.example")
    by_type = {
        "Number": "1",
        "AWS::EC2::VPC::Id": ec2.describe_vpcs()["Vpcs"][0]["VpcId"],
        "AWS::EC2::Subnet::Id": subnets[0],
        "AWS::EC2::SecurityGroup::Id": ec2.describe_security_groups()["SecurityGroups"][0][
            "GroupId"
        ],
        "List<AWS::EC2::Subnet::Id>": ",".join(subnets[:2]),
    }
    by_name = {"CertificateArn": certificate["CertificateArn"], "ClientCidr": "10.0.0.0/16"}
    given = []
    for name, each in parameters.items():
        if each["Type"].startswith("AWS::SSM::Parameter::Value"):
            public_parameter(each["Default"], "value")
        elif "Default" not in each:
            value = by_name.get(name) or by_type.get(each["Type"], "value")
            given.append({"ParameterKey": name, "ParameterValue": value})
    return given


def _deploy(document: dict[str, Any]) -> None:
    """Create a stack; whatever moto leaves out of it is a failure."""
    for resource in document["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = _LINE_OF_CODE
        if resource["Type"] == "AWS::Lambda::LayerVersion":
            resource["Properties"]["Content"] = _EMPTY_LAYER
    with mock_aws(), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Tried to parse")
        parameters = _given(document.get("Parameters", {}))
        cloudformation = boto3.client("cloudformation")
        cloudformation.create_stack(
            StackName="project",
            TemplateBody=json.dumps(document),
            Parameters=parameters,
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        [stack] = cloudformation.describe_stacks(StackName="project")["Stacks"]
        assert stack["StackStatus"] == "CREATE_COMPLETE", stack.get("StackStatusReason")
        made = cloudformation.describe_stack_resources(StackName="project")["StackResources"]
    wanted = {name for name, each in document["Resources"].items() if "Condition" not in each}
    assert wanted <= {each["LogicalResourceId"] for each in made}
