"""All variables are sent, with the revision that was read; and what a plain call would do."""

from __future__ import annotations

import io
import json
import zipfile
from types import ModuleType
from typing import Any

import boto3
from botocore.stub import Stubber
from moto import mock_aws

_REVISION = "0d8a9f4e-6a54-4d51-8a11-8d1f3c1b2a01"
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
    """Change one variable of two, then a function that has none, then do it the plain way."""
    before = {"Variables": {"PAGE_SIZE": "20", "LOG_LEVEL": "INFO"}}
    must_send(example, {"Environment": before}, {"PAGE_SIZE": "50", "LOG_LEVEL": "INFO"})
    must_send(example, {}, {"PAGE_SIZE": "50"})
    plain_call_wipes(before)


def must_send(example: ModuleType, found: dict[str, Any], sent: dict[str, str]) -> None:
    """Fail unless exactly these variables are sent, and the new version is told."""
    client = boto3.client("lambda", region_name="us-east-1")
    with Stubber(client) as stub:
        function = {"FunctionName": "orders"}
        answer = {**found, "RevisionId": _REVISION}
        stub.add_response("get_function_configuration", answer, function)
        request = {**function, "Environment": {"Variables": sent}, "RevisionId": _REVISION}
        stub.add_response("update_function_configuration", {}, request)
        done = {"Configuration": {"LastUpdateStatus": "Successful"}}
        stub.add_response("get_function", done, function)
        stub.add_response("publish_version", {"Version": "8"}, function)
        assert example.change_settings(client, "orders", {"PAGE_SIZE": "50"}) == "8"
        stub.assert_no_pending_responses()


def plain_call_wipes(before: dict[str, Any]) -> None:
    """Show that what is not sent again is gone, and that a version keeps what it had."""
    with mock_aws():
        client = boto3.client("lambda", region_name="us-east-1")
        role = boto3.client("iam", region_name="us-east-1").create_role(
            RoleName="settings", AssumeRolePolicyDocument=json.dumps(_TRUST)
        )
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("index.py", "def handler(event, context): pass")
        client.create_function(
            FunctionName="orders",
            Runtime="python3.14",
            Role=role["Role"]["Arn"],
            Handler="index.handler",
            Code={"ZipFile": archive.getvalue()},
            Environment=before,
            Publish=True,
        )
        after = {"Variables": {"PAGE_SIZE": "50"}}
        client.update_function_configuration(FunctionName="orders", Environment=after)
        for version, expected in (("1", before), ("$LATEST", after)):
            now = client.get_function_configuration(FunctionName="orders", Qualifier=version)
            assert now["Environment"] == expected
