"""Proves alias-weights.sh: a tenth to the new version, then all of it."""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, function


def prove(path: Path) -> None:
    """Run the script on a function with seven versions and new code on $LATEST."""
    function("orders", versions=7)
    awslambda = boto3.client("lambda")
    awslambda.create_alias(FunctionName="orders", Name="live", FunctionVersion="7")
    awslambda.update_function_code(FunctionName="orders", ZipFile=archive(app="new = True"))
    answers = answers_of(path)
    shifted, promoted = (
        json.loads(text) for call, text in answers if call.operation == "UpdateAlias"
    )
    assert shifted["FunctionVersion"] == "7"
    assert shifted["RoutingConfig"]["AdditionalVersionWeights"] == {"8": 0.1}
    assert promoted["FunctionVersion"] == "8"
    assert not promoted["RoutingConfig"]["AdditionalVersionWeights"]
    (asked,) = (call for call, _ in answers if call.operation == "GetMetricStatistics")
    assert {"Name": "ExecutedVersion", "Value": "8"} in asked.parameters["Dimensions"]
