"""Proves stages.sh: a changed variable, a new stage, and an alias that lets it in.

The test of the method, which moto has not, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import function, resources_of, rest_api


def prove(path: Path) -> None:
    """Run the script on the API of the topic's template."""
    resources = resources_of(path.with_name("template.yaml"))
    variables = {"functionAlias": "test", "partnerHost": "old.example.com"}
    api, paths = rest_api(resources["OrdersApi"]["Properties"]["Body"], "test", **variables)
    gateway = boto3.client("apigateway")
    function("orders", versions=7)
    answers = answers_of(
        path,
        beyond_moto=("TestInvokeMethod",),
        API_ID=api,
        RATES_ID=paths["/rates"],
    )
    stages = {each["stageName"]: each for each in gateway.get_stages(restApiId=api)["item"]}
    assert json.loads(answers[0][1])["functionAlias"] == "test"
    assert stages["test"]["variables"]["partnerHost"] == "rates.test.example.com"
    assert stages["beta"]["deploymentId"] == stages["test"]["deploymentId"]
    assert stages["beta"]["variables"]["functionAlias"] == "beta"
    texts = {call.operation: text for call, text in answers}
    (statement,) = json.loads(texts["GetPolicy"])["Statement"]
    assert statement["Resource"].endswith(":beta")
    assert statement["Condition"]["ArnLike"]["AWS:SourceArn"].endswith("/beta/GET/orders")
