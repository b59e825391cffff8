"""Proves try-template.sh: it finds the path and its templates, and deploys to the stage.

The test of the method, which moto has not, is left to the check of the command; the templates
are evaluated by their own proof.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import resources_of, rest_api


def prove(path: Path) -> None:
    """Run the script on the API of the topic's template."""
    resources = resources_of(path.with_name("template.yaml"))
    api, paths = rest_api(resources["OrdersApi"]["Properties"]["Body"], "live")
    gateway = boto3.client("apigateway")
    before = gateway.get_stage(restApiId=api, stageName="live")["deploymentId"]
    answers = answers_of(
        path,
        beyond_moto=("TestInvokeMethod",),
        API_ID=api,
        RESOURCE_ID=paths["/customers/{id}/orders"],
    )
    texts = {call.operation: text for call, text in answers}
    integration = json.loads(texts["GetIntegration"])
    assert integration["type"] == "AWS"
    assert set(integration["requestTemplates"]) == {"application/json"}
    assert integration["passthroughBehavior"] == "NEVER"
    after = gateway.get_stage(restApiId=api, stageName="live")["deploymentId"]
    assert after == json.loads(texts["CreateDeployment"])["id"] != before
