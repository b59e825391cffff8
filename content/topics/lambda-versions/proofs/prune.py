"""Old versions go, but none that an alias uses, be it for a tenth of the calls."""

from __future__ import annotations

import io
import json
import zipfile
from types import ModuleType
from typing import Any

import boto3
from moto import mock_aws

_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


def prove(example: ModuleType) -> None:
    """Publish versions up to a two-digit number, use two of them, delete the others."""
    with mock_aws():
        client = boto3.client("lambda", region_name="us-east-1")
        for number in range(1, 12):
            assert publish(client, number) == str(number)
        client.create_alias(
            FunctionName="orders",
            Name="live",
            FunctionVersion="2",
            RoutingConfig={"AdditionalVersionWeights": {"4": 0.1}},
        )

        assert example.prune(client, "orders", keep=3) == ["1", "3", "5", "6", "7", "8"]

        listed = client.list_versions_by_function(FunctionName="orders")["Versions"]
        left = [each["Version"] for each in listed]
        assert left == ["$LATEST", "2", "4", "9", "10", "11"]
        assert example.prune(client, "orders", keep=30) == []


def publish(client: Any, number: int) -> str:
    """Put new code on `$LATEST`, and return the version that it became."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("index.py", f"def handler(event, context): return {number}")
    code = archive.getvalue()
    if number == 1:
        iam = boto3.client("iam", region_name="us-east-1")
        role = iam.create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(_TRUST))
        client.create_function(
            FunctionName="orders",
            Runtime="python3.14",
            Role=role["Role"]["Arn"],
            Handler="index.handler",
            Code={"ZipFile": code},
        )
    else:
        client.update_function_code(FunctionName="orders", ZipFile=code)
    return str(client.publish_version(FunctionName="orders")["Version"])
