"""A release: which task definition it names, and what it hands to CodeDeploy."""

import json
from collections.abc import Iterator

import boto3
import pytest
from botocore.client import BaseClient
from moto import mock_aws

import deployment
import release

CONTAINER = {"name": "web", "image": "orders", "memory": 512}


@pytest.fixture
def codedeploy(monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseClient]:
    """Make three revisions of the task, and CodeDeploy's application and group."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        for _ in range(3):
            boto3.client("ecs").register_task_definition(
                family=release.FAMILY, containerDefinitions=[CONTAINER]
            )
        client = boto3.client("codedeploy")
        client.create_application(applicationName=release.APPLICATION, computePlatform="ECS")
        client.create_deployment_group(
            applicationName=release.APPLICATION,
            deploymentGroupName=release.APPLICATION,
            serviceRoleArn="arn:aws:iam::123456789012:role/codedeploy",
        )
        yield client


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Wait for nothing: moto's deployments never end."""
    waited: list[str] = []
    monkeypatch.setattr(deployment, "wait", lambda _client, which, _tell: waited.append(which))
    return waited


def released(codedeploy: BaseClient, deployment_id: str) -> str:
    info = codedeploy.get_deployment(deploymentId=deployment_id)["deploymentInfo"]
    sent = json.loads(info["revision"]["appSpecContent"]["content"])
    [resource] = sent["Resources"]
    assert sent["version"] == 0.0
    return resource["TargetService"]["Properties"]["TaskDefinition"]


def test_releases_the_newest_task_definition(codedeploy: BaseClient, waited: list[str]) -> None:
    assert release.main([]) == 0

    assert released(codedeploy, waited[0]).endswith(f":task-definition/{release.FAMILY}:3")


def test_goes_back_to_an_earlier_one(codedeploy: BaseClient, waited: list[str]) -> None:
    earlier = release.newest_task_definition().removesuffix("3") + "1"

    assert release.main(["--task-definition", earlier]) == 0

    assert released(codedeploy, waited[0]) == earlier


def test_ignores_alarms_only_where_that_is_asked_for(
    codedeploy: BaseClient, waited: list[str]
) -> None:
    assert release.main([]) == release.main(["--ignore-alarms"]) == 0

    heeded, ignored = (
        codedeploy.get_deployment(deploymentId=each)["deploymentInfo"] for each in waited
    )
    assert "overrideAlarmConfiguration" not in heeded
    assert ignored["overrideAlarmConfiguration"]["enabled"] is False


def test_a_deployment_that_fails_fails_the_release(
    codedeploy: BaseClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise deployment.DeploymentFailedError("the hook failed")

    monkeypatch.setattr(deployment, "wait", fail)

    assert release.main([]) == 1

    assert "not released: the hook failed" in capsys.readouterr().out
    assert len(codedeploy.list_deployments()["deployments"]) == 1
