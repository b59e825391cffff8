"""The verdict: CodeDeploy gets one, whatever the check does."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

import verdict

EVENT = json.loads((Path(__file__).parent.parent / "events/hook.json").read_text(encoding="utf-8"))


@pytest.fixture
def codedeploy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    """Stand in for CodeDeploy; moto does not know the call that hooks make."""
    client = boto3.client("codedeploy", region_name="us-east-1")
    monkeypatch.setattr(verdict, "codedeploy", lambda: client)
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def expect(codedeploy: Stubber, status: str) -> None:
    codedeploy.add_response(
        "put_lifecycle_event_hook_execution_status",
        {},
        {
            "deploymentId": EVENT["DeploymentId"],
            "lifecycleEventHookExecutionId": EVENT["LifecycleEventHookExecutionId"],
            "status": status,
        },
    )


def test_a_check_that_passes(codedeploy: Stubber) -> None:
    expect(codedeploy, "Succeeded")
    checked: list[str] = []

    verdict.give(EVENT, checked.append)

    assert checked == [EVENT["DeploymentId"]]


def test_a_check_that_raises(codedeploy: Stubber, caplog: pytest.LogCaptureFixture) -> None:
    expect(codedeploy, "Failed")

    def check(_deployment_id: str) -> None:
        raise ValueError("it answers 500")

    with caplog.at_level(logging.ERROR):
        verdict.give(EVENT, check)

    assert "it answers 500" in caplog.text


def test_a_verdict_that_does_not_arrive_is_an_error(codedeploy: Stubber) -> None:
    codedeploy.add_client_error(
        "put_lifecycle_event_hook_execution_status", "LifecycleEventAlreadyCompletedException"
    )

    with pytest.raises(ClientError, match="LifecycleEventAlreadyCompleted"):
        verdict.give(EVENT, lambda _deployment_id: None)
