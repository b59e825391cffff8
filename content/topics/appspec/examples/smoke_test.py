"""Hook for BeforeAllowTraffic: try the new version, then tell CodeDeploy the result."""

import json
import logging
import os
from functools import cache
from typing import Any

import boto3

logger = logging.getLogger()
logger.setLevel(logging.INFO)


@cache
def client(service: str) -> Any:
    """Return one client per service for the life of the environment."""
    return boto3.client(service)


def handler(event: dict[str, str], context: object) -> None:
    """Answer CodeDeploy, whatever happens: silence holds the deployment up."""
    status = "Succeeded"
    try:
        smoke_test(os.environ["NEW_VERSION_ARN"])
    except Exception:
        logger.exception("validation failed")
        status = "Failed"
    client("codedeploy").put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status=status,
    )


def smoke_test(function_arn: str) -> None:
    """Raise unless the version answers a harmless request with 200."""
    response = client("lambda").invoke(
        FunctionName=function_arn,
        Payload=json.dumps({"httpMethod": "GET", "path": "/health"}),
    )
    answer = json.load(response["Payload"])
    if "FunctionError" in response or answer.get("statusCode") != 200:
        raise RuntimeError(f"{function_arn} answered {answer}")
