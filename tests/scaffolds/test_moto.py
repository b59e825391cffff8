"""What moto knows of each scaffold's templates is deployed in memory: `pytest -m gate`.

moto has no alarms, stages, subscriptions and more. What it has not is left out, and with it what
refers to it; the rest must come into being, every resource of it.
"""

from __future__ import annotations

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
from tests.content.provers.stage import document_of
from tests.scaffolds.projects import SCAFFOLDS, at_defaults, written

pytestmark = [pytest.mark.gate, pytest.mark.timeout(300)]

# What a parameter without a default is given, by its type.
_STAND_INS = {
    "Number": "1",
    "AWS::EC2::VPC::Id": "vpc-12345678",
    "AWS::EC2::Subnet::Id": "subnet-12345678",
    "List<AWS::EC2::Subnet::Id>": "subnet-12345678,subnet-87654321",
}
_LINE_OF_CODE = {"ZipFile": "def handler(event, context): return event"}


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_moto_deploys_what_it_knows(scaffold: Scaffold, tmp_path: Path, prove: Prove) -> None:
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
        if "\nResources:" in path.read_text("utf-8"):
            yield path


def _leave_out_what_moto_has_not(document: dict[str, Any]) -> None:
    resources = document["Resources"]
    gone = {name for name, each in resources.items() if not _is_known(each)}
    while left := {name for name in resources.keys() - gone if gone & _words(resources[name])}:
        gone |= left
    for name in gone:
        del resources[name]
    outputs = document.get("Outputs", {})
    document["Outputs"] = {name: o for name, o in outputs.items() if not gone & _words(o)}


def _is_known(resource: dict[str, Any]) -> bool:
    # moto makes an API of a definition without its methods, and then cannot deploy it.
    defined = resource["Type"] == "AWS::ApiGateway::RestApi" and "Body" in resource["Properties"]
    return resource["Type"] in get_model_map() and not defined


def _words(part: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", json.dumps(part)))


def _deploy(document: dict[str, Any]) -> None:
    """Create a stack; whatever moto leaves out of it is a failure."""
    parameters = [
        {"ParameterKey": name, "ParameterValue": _STAND_INS.get(each["Type"], "value")}
        for name, each in document.get("Parameters", {}).items()
        if "Default" not in each
    ]
    for resource in document["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = _LINE_OF_CODE
    with mock_aws(), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Tried to parse")
        cloudformation = boto3.client("cloudformation", region_name="us-east-1")
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
