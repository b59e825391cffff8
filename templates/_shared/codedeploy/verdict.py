"""Tells CodeDeploy what a check found."""

import logging
from collections.abc import Callable
from functools import cache

import boto3
from botocore.client import BaseClient
from botocore.config import Config

logger = logging.getLogger(__name__)

_CONFIG = Config(
    connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 5}
)


@cache
def codedeploy() -> BaseClient:
    """Return the client; one per execution environment, so that its connection is reused."""
    return boto3.client("codedeploy", config=_CONFIG)


def give(event: dict[str, str], check: Callable[[str], None]) -> None:
    """Run a check and tell CodeDeploy its result, whatever it is.

    CodeDeploy waits for this call, not for the function to return: where it never comes, the
    deployment stands still for an hour.

    Args:
        event: What CodeDeploy invoked the hook with.
        check: Takes the deployment's ID, and raises where something is wrong.
    """
    status = "Failed"
    try:
        check(event["DeploymentId"])
        status = "Succeeded"
    except Exception:
        logger.exception("check failed", extra={"deployment_id": event["DeploymentId"]})
    codedeploy().put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status=status,
    )
    logger.info("verdict given", extra={"deployment_id": event["DeploymentId"], "status": status})
