"""The hook answers CodeDeploy in every case: `Succeeded`, or `Failed` when validation fails."""

import io
import json
import os
from types import ModuleType
from typing import Any
from unittest import mock

import boto3
from botocore.response import StreamingBody
from botocore.stub import Stubber

VERSION = "arn:aws:lambda:ap-northeast-2:111122223333:function:orders:8"
REQUEST = {"httpMethod": "GET", "path": "/health"}
EVENT = {"DeploymentId": "d-A1B2C3D4E", "LifecycleEventHookExecutionId": "hook-1"}


def prove(example: ModuleType) -> None:
    """Run the handler against a version that is well, one that is not, and one out of reach."""
    must_report(example, {"Payload": body({"statusCode": 200})}, "Succeeded")
    must_report(example, {"Payload": body({"statusCode": 500})}, "Failed")
    crashed = {"FunctionError": "Unhandled", "Payload": body({"errorMessage": "no module"})}
    must_report(example, crashed, "Failed")
    must_report(example, "AccessDeniedException", "Failed")


def must_report(example: ModuleType, answer: dict[str, Any] | str, status: str) -> None:
    """Fail unless CodeDeploy hears `status` when the version answers so (text: an error)."""
    clients = {name: boto3.client(name, "ap-northeast-2") for name in ("lambda", "codedeploy")}
    function, codedeploy = Stubber(clients["lambda"]), Stubber(clients["codedeploy"])
    request = {"FunctionName": VERSION, "Payload": json.dumps(REQUEST)}
    if isinstance(answer, str):
        function.add_client_error("invoke", answer, expected_params=request)
    else:
        function.add_response("invoke", answer, request)
    codedeploy.add_response(
        "put_lifecycle_event_hook_execution_status",
        {},
        {
            "deploymentId": EVENT["DeploymentId"],
            "lifecycleEventHookExecutionId": EVENT["LifecycleEventHookExecutionId"],
            "status": status,
        },
    )
    with (
        mock.patch.object(example, "client", clients.__getitem__),
        mock.patch.dict(os.environ, {"NEW_VERSION_ARN": VERSION}),
        function,
        codedeploy,
    ):
        example.handler(dict(EVENT), None)
    function.assert_no_pending_responses()
    codedeploy.assert_no_pending_responses()


def body(answer: dict[str, Any]) -> StreamingBody:
    """Return an answer as Lambda's client hands it over."""
    raw = json.dumps(answer).encode()
    return StreamingBody(io.BytesIO(raw), len(raw))
