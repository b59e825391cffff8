"""Proves check.sh: it shows what is deployed, to which stage, and who may invoke.

The test of the method, which moto has not, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import deploy, resources_of


def prove(path: Path) -> None:
    """Run the script on the stack of the topic's template."""
    resources = resources_of(path.with_name("template.yaml"))
    # moto's CloudFormation has no stages.
    stage = resources.pop("Stage")["Properties"]["StageName"]
    made = deploy("orders-api", resources)
    gateway = boto3.client("apigateway")
    (deployed,) = gateway.get_deployments(restApiId=made["Api"])["items"]
    gateway.create_stage(restApiId=made["Api"], deploymentId=deployed["id"], stageName=stage)
    answers = answers_of(
        path,
        beyond_moto=("TestInvokeMethod",),
        API=made["Api"],
        ORDER_PATH=made["OrderPath"],
        FUNCTION=made["Function"],
    )
    deployments, stages, _, policy = (text for _, text in answers)
    assert [each["id"] for each in json.loads(deployments)["items"]] == [deployed["id"]]
    assert json.loads(stages) == [["prod", deployed["id"]]]
    (statement,) = json.loads(policy)["Statement"]
    assert statement["Principal"] == {"Service": "apigateway.amazonaws.com"}
    source = statement["Condition"]["ArnLike"]["AWS:SourceArn"]
    assert source.endswith(f":{made['Api']}/*/GET/orders/*")
