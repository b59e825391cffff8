"""Proves beta-policy.json: what get-policy of stages.sh prints, whatever the line breaks."""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import function, resources_of, rest_api

_API = "a1b2c3d4e5"


def prove(path: Path) -> None:
    """Run the script on the API of the topic's template, and give it the example's ID."""
    resources = resources_of(path.with_name("template.yaml"))
    variables = {"functionAlias": "test", "partnerHost": "old.example.com"}
    api, paths = rest_api(resources["OrdersApi"]["Properties"]["Body"], "test", **variables)
    function("orders", versions=7)
    answers = answers_of(
        path.with_name("stages.sh"),
        beyond_moto=("TestInvokeMethod",),
        API_ID=api,
        RATES_ID=paths["/rates"],
    )
    (policy,) = (text for call, text in answers if call.operation == "GetPolicy")
    shown = json.loads(path.read_text("utf-8"))
    assert json.loads(policy.replace(api, _API)) == shown
