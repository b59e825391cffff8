"""The handler: CodeDeploy asks whether a new version may have callers, and waits for the answer."""

import json
import logging
import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from pretraffic.probes import PROBES, Probe, differences

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)

# Longer than the function may take: after a timeout of its own the SDK would invoke it again.
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=60,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@cache
def functions() -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    """Return the client that invokes the new version."""
    return boto3.client("lambda", config=_CONFIG)


@cache
def codedeploy() -> Any:  # noqa: ANN401 - as above
    """Return the client that reports to CodeDeploy."""
    return boto3.client("codedeploy", config=_CONFIG)


def handler(event: dict[str, str], _context: object) -> None:
    """Try the version and report.

    Whatever happens, CodeDeploy hears of it: without a report it would wait for an hour.
    """
    try:
        passed = _all_pass(os.environ["NEW_VERSION_ARN"])
    except Exception:
        logger.exception("the version could not be tried")
        passed = False
    codedeploy().put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status="Succeeded" if passed else "Failed",
    )


def _all_pass(version: str) -> bool:
    # Every probe is tried, so that one deployment tells all that is wrong.
    results = [_passes(version, probe) for probe in PROBES]
    logger.info("version tried", extra={"version_arn": version, "passed": all(results)})
    return all(results)


def _passes(version: str, probe: Probe) -> bool:
    # By the version's own ARN: the alias still leads to the old one.
    answer = functions().invoke(FunctionName=version, Payload=json.dumps(probe.event))
    payload = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        found = [f"the function failed: {payload.get('errorMessage')}"]
    else:
        found = differences(probe.answer, payload)
    if found:
        logger.error("probe failed", extra={"probe": probe.name, "differences": found})
    return not found
