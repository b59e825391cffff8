"""The hook before traffic: tries the new version while the alias still serves the old one."""

import json
from functools import cache
from typing import Any

import boto3
from botocore.client import BaseClient
from botocore.config import Config

import verdict
from probes import PROBES


class WrongAnswerError(Exception):
    """The version does not do what its callers rely on."""


@cache
def functions() -> BaseClient:
    """Return the client; one per execution environment, so that its connection is reused."""
    # Longer than the function itself may take.
    return boto3.client("lambda", config=Config(read_timeout=15, retries={"total_max_attempts": 2}))


def handler(event: dict[str, str], _context: object) -> None:
    """Give CodeDeploy a verdict on the version it is about to send traffic to."""
    verdict.give(event, check)


def check(deployment_id: str) -> None:
    """Send each probe to the version that the deployment is for.

    Raises:
        WrongAnswerError: One is answered wrongly, or not at all.
    """
    name, version = target_of(deployment_id)
    for probe in PROBES:
        answer = _answer(name, version, probe.request)
        if not probe.is_right(answer):
            raise WrongAnswerError(f"{name}:{version} answers {probe.request} with {answer}")


def target_of(deployment_id: str) -> tuple[str, str]:
    """Return the function and the version a deployment is for.

    The event says neither, so the AppSpec file of the deployment is asked.
    """
    codedeploy = verdict.codedeploy()
    deployment = codedeploy.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
    revision = codedeploy.get_application_revision(
        applicationName=deployment["applicationName"], revision=deployment["revision"]
    )["revision"]
    # tools/deployment.py sends it as JSON.
    [resource] = json.loads(revision["appSpecContent"]["content"])["Resources"]
    [function] = resource.values()
    return function["Properties"]["Name"], function["Properties"]["TargetVersion"]


def _answer(name: str, version: str, request: dict[str, Any]) -> Any:  # noqa: ANN401
    response = functions().invoke(
        FunctionName=name, Qualifier=version, Payload=json.dumps(request).encode()
    )
    answer = json.load(response["Payload"])
    if "FunctionError" in response:
        raise WrongAnswerError(f"{name}:{version} fails on {request}: {answer}")
    return answer
