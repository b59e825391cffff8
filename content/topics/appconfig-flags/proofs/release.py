"""Proves examples/release.py against AppConfig's model: each call, and what each ending does."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

HERE = {"ApplicationId": "abc1234", "EnvironmentId": "def5678"}
PUBLISH = {
    "ApplicationId": "abc1234",
    "ConfigurationProfileId": "ghi9012",
    "Content": b"{}",
    "ContentType": "application/json",
}
DEPLOY = {
    **HERE,
    "ConfigurationProfileId": "ghi9012",
    "ConfigurationVersion": "8",
    "DeploymentStrategyId": "AppConfig.Linear20PercentEvery6Minutes",
}


def prove(example: ModuleType) -> None:
    """Release flags that are sound, that break the schema, and that set off an alarm."""
    _waits_until_complete(example)
    _starts_nothing_with_refused_flags(example)
    for ending in ("ROLLED_BACK", "REVERTED"):
        _tells_of_a_rollback(example, ending)


def _waits_until_complete(example: ModuleType) -> None:
    release, stub = _stage(example)
    stub.add_response("create_hosted_configuration_version", {"VersionNumber": 8}, PUBLISH)
    _rolls_out(stub, "VALIDATING", "DEPLOYING", "BAKING", "COMPLETE")
    with stub:
        release.roll_out(release.publish(b"{}"), DEPLOY["DeploymentStrategyId"], pause=0)
    stub.assert_no_pending_responses()


def _starts_nothing_with_refused_flags(example: ModuleType) -> None:
    release, stub = _stage(example)
    stub.add_client_error("create_hosted_configuration_version", "BadRequestException")
    with stub, pytest.raises(ClientError, match="BadRequestException"):
        release.publish(b"{}")
    stub.assert_no_pending_responses()


def _tells_of_a_rollback(example: ModuleType, ending: str) -> None:
    release, stub = _stage(example)
    _rolls_out(stub, "DEPLOYING", "ROLLING_BACK", ending)
    with stub, pytest.raises(example.RolledBack, match="the alarm went off"):
        release.roll_out("8", DEPLOY["DeploymentStrategyId"], pause=0)
    stub.assert_no_pending_responses()


def _stage(example: ModuleType) -> tuple[Any, Stubber]:
    client = boto3.client("appconfig")
    return example.Release(client, "abc1234", "ghi9012", "def5678"), Stubber(client)


def _rolls_out(stub: Stubber, first: str, *others: str) -> None:
    log = [{"Description": "the alarm went off", "TriggeredBy": "CLOUDWATCH_ALARM"}]
    start = {"DeploymentNumber": 12, "State": first, "EventLog": log}
    stub.add_response("start_deployment", start, DEPLOY)
    for state in others:
        answer = {"DeploymentNumber": 12, "State": state, "EventLog": log}
        stub.add_response("get_deployment", answer, {**HERE, "DeploymentNumber": 12})
