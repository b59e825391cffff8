"""Proves attach.sh: the layer that the parameter names is on the function afterwards.

Whether the role may read, which moto cannot say, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, function, public_parameter


def prove(path: Path) -> None:
    """Run the script on a function without layers, with AWS's layer in memory."""
    function("checkout")
    awslambda = boto3.client("lambda")
    layer = awslambda.publish_layer_version(
        LayerName="AWS-AppConfig-Extension-Arm64", Content={"ZipFile": archive()}
    )["LayerVersionArn"]
    public_parameter("/aws/service/aws-appconfig/lambda-extension/arm64/latest", layer)
    answers = answers_of(path, beyond_moto=("SimulatePrincipalPolicy",))
    before = next(text for call, text in answers if call.operation == "GetFunctionConfiguration")
    assert json.loads(before)[0] == ["arm64"]
    (named,) = (text for call, text in answers if call.service == "ssm")
    assert named.strip() == layer
    after = awslambda.get_function_configuration(FunctionName="checkout")
    assert [each["Arn"] for each in after["Layers"]] == [layer]
