"""A deployment of CodeDeploy: starts it, and waits until it ends."""

import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

from botocore.client import BaseClient

POLL_SECONDS = 15


class DeploymentFailedError(Exception):
    """The deployment ended otherwise than well; the message says why."""


def start(
    codedeploy: BaseClient,
    name: str,
    appspec: dict[str, Any],
    description: str,
    *,
    ignore_alarms: bool = False,
) -> str:
    """Start a deployment and return its ID.

    Args:
        codedeploy: The client.
        name: The name of the application, and of its deployment group.
        appspec: The AppSpec file, as it shall be carried out. It travels in the call, as JSON, so
            there is no bucket to keep it in.
        description: What is deployed, for the list of deployments.
        ignore_alarms: Whether to deploy though an alarm rings, as one must to mend what makes it.

    Raises:
        DeploymentFailedError: Another one is under way.
    """
    content = json.dumps(appspec)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    more = {"overrideAlarmConfiguration": {"enabled": False}} if ignore_alarms else {}
    try:
        deployment = codedeploy.create_deployment(
            applicationName=name,
            deploymentGroupName=name,
            description=description,
            revision={
                "revisionType": "AppSpecContent",
                "appSpecContent": {"content": content, "sha256": sha256},
            },
            **more,
        )
    except codedeploy.exceptions.DeploymentLimitExceededException as error:
        raise DeploymentFailedError(str(error)) from error
    return deployment["deploymentId"]


def wait(codedeploy: BaseClient, deployment_id: str, tell: Callable[[str], None]) -> None:
    """Wait until all traffic has moved, and tell each new status.

    Where CodeDeploy keeps what served before for a while, it goes on watching its alarms for as
    long. This does not wait for that.

    Raises:
        DeploymentFailedError: It has failed or was stopped.
    """
    last = ""
    while True:
        info = codedeploy.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
        status = info["status"]
        if status != last:
            tell(f"{deployment_id}: {status}")
            last = status
        if status == "Succeeded" or info.get("instanceTerminationWaitTimeStarted"):
            return
        if status in ("Failed", "Stopped"):
            raise DeploymentFailedError(_reason(info))
        time.sleep(POLL_SECONDS)


def _reason(info: dict[str, Any]) -> str:
    reason = info.get("errorInformation", {}).get("message", "no reason is given")
    rollback = info.get("rollbackInfo", {}).get("rollbackDeploymentId")
    return f"{reason} (rolled back by {rollback})" if rollback else reason
