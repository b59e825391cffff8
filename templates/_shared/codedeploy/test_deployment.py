"""A deployment: how it is started, and how its end is told."""

import hashlib
import json
from collections.abc import Iterator

import boto3
import pytest
from botocore.client import BaseClient
from botocore.stub import Stubber
from moto import mock_aws

import deployment

APPSPEC = {"version": 0.0, "Resources": [], "Hooks": []}


@pytest.fixture
def client() -> Iterator[BaseClient]:
    with mock_aws():
        yield boto3.client("codedeploy", region_name="us-east-1")


@pytest.fixture
def answers(client: BaseClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    """Answer with what is queued: moto has deployments, but none of them ever ends."""
    monkeypatch.setattr(deployment.time, "sleep", lambda _seconds: None)
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def queue(answers: Stubber, **info: object) -> None:
    answers.add_response("get_deployment", {"deploymentInfo": info}, {"deploymentId": "d-1"})


@pytest.fixture
def group(client: BaseClient) -> str:
    client.create_application(applicationName="quotes", computePlatform="Lambda")
    client.create_deployment_group(
        applicationName="quotes",
        deploymentGroupName="quotes",
        serviceRoleArn="arn:aws:iam::123456789012:role/codedeploy",
    )
    return "quotes"


def test_the_file_travels_in_the_call(client: BaseClient, group: str) -> None:
    deployment_id = deployment.start(client, group, APPSPEC, "a test")

    info = client.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
    sent = info["revision"]["appSpecContent"]
    assert info["description"] == "a test"
    assert json.loads(sent["content"]) == APPSPEC
    assert sent["sha256"] == hashlib.sha256(sent["content"].encode()).hexdigest()
    assert "overrideAlarmConfiguration" not in info


def test_alarms_are_ignored_where_that_is_asked_for(client: BaseClient, group: str) -> None:
    deployment_id = deployment.start(client, group, APPSPEC, "a test", ignore_alarms=True)

    info = client.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
    assert info["overrideAlarmConfiguration"]["enabled"] is False


def test_one_deployment_at_a_time(client: BaseClient, answers: Stubber) -> None:
    answers.add_client_error(
        "create_deployment", "DeploymentLimitExceededException", "d-1 is under way"
    )

    with pytest.raises(deployment.DeploymentFailedError, match="d-1 is under way"):
        deployment.start(client, "quotes", APPSPEC, "a test")


def test_waiting_tells_each_status_once(client: BaseClient, answers: Stubber) -> None:
    for status in ("Created", "InProgress", "InProgress", "Succeeded"):
        queue(answers, status=status)
    told: list[str] = []

    deployment.wait(client, "d-1", told.append)

    assert told == ["d-1: Created", "d-1: InProgress", "d-1: Succeeded"]


def test_waiting_ends_while_the_old_ones_are_kept(client: BaseClient, answers: Stubber) -> None:
    queue(answers, status="InProgress", instanceTerminationWaitTimeStarted=True)

    deployment.wait(client, "d-1", lambda _text: None)


def test_a_failure_says_why(client: BaseClient, answers: Stubber) -> None:
    queue(
        answers,
        status="Failed",
        errorInformation={"code": "HEALTH_CONSTRAINTS", "message": "the hook failed"},
        rollbackInfo={"rollbackDeploymentId": "d-2"},
    )

    with pytest.raises(deployment.DeploymentFailedError, match=r"the hook failed .*d-2"):
        deployment.wait(client, "d-1", lambda _text: None)


def test_a_deployment_that_was_stopped_is_none_that_succeeded(
    client: BaseClient, answers: Stubber
) -> None:
    queue(answers, status="Stopped")

    with pytest.raises(deployment.DeploymentFailedError, match="no reason is given"):
        deployment.wait(client, "d-1", lambda _text: None)
