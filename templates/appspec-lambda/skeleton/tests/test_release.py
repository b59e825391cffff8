"""A release: which versions it names, and when there is none."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import yaml
from botocore.client import BaseClient
from moto import mock_aws

import deployment
import release

TRUST = {"Version": "2012-10-17", "Statement": []}


@pytest.fixture
def appspec() -> dict[str, Any]:
    return yaml.safe_load(release.APPSPEC.read_text(encoding="utf-8"))


@pytest.fixture
def name(appspec: dict[str, Any]) -> str:
    return properties(appspec)["Name"]


@pytest.fixture
def functions(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseClient]:
    """Make the stack's function, its first version, and the alias on it."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws(config={"lambda": {"use_docker": False}}):
        role = boto3.client("iam").create_role(
            RoleName="function", AssumeRolePolicyDocument=json.dumps(TRUST)
        )["Role"]["Arn"]
        client = boto3.client("lambda")
        client.create_function(
            FunctionName=name,
            Role=role,
            Runtime="python3.13",
            Handler="quotes.app.handler",
            Code={"ZipFile": package("")},
        )
        client.publish_version(FunctionName=name)
        client.create_alias(FunctionName=name, Name="live", FunctionVersion="1")
        yield client


def package(text: str) -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        archive.writestr("app.py", text)
    return buffer.getvalue()


def properties(appspec: dict[str, Any]) -> dict[str, str]:
    [resource] = appspec["Resources"]
    return resource["Function"]["Properties"]


def test_publishes_what_the_stack_deployed(
    functions: BaseClient, appspec: dict[str, Any], name: str
) -> None:
    functions.update_function_code(FunctionName=name, ZipFile=package("# changed"))

    release.fill_in(appspec, functions, version=None)

    assert properties(appspec)["CurrentVersion"] == "1"
    assert properties(appspec)["TargetVersion"] == "2"


def test_goes_back_to_what_was_published_before(
    functions: BaseClient, appspec: dict[str, Any], name: str
) -> None:
    functions.update_function_code(FunctionName=name, ZipFile=package("# changed"))
    functions.publish_version(FunctionName=name)
    functions.update_alias(FunctionName=name, Name="live", FunctionVersion="2")

    release.fill_in(appspec, functions, version="1")

    assert properties(appspec)["CurrentVersion"] == "2"
    assert properties(appspec)["TargetVersion"] == "1"


def test_the_rest_of_the_file_stays(functions: BaseClient, appspec: dict[str, Any]) -> None:
    hooks = appspec["Hooks"]

    release.fill_in(appspec, functions, version="7")

    assert appspec["version"] == 0.0
    assert appspec["Hooks"] == hooks


def test_releases_nothing_twice(functions: BaseClient, appspec: dict[str, Any]) -> None:
    assert release.fill_in(appspec, functions, version="1") == ""


def test_stays_out_of_a_deployment_that_is_under_way(
    functions: BaseClient, appspec: dict[str, Any], name: str
) -> None:
    functions.update_alias(
        FunctionName=name, Name="live", RoutingConfig={"AdditionalVersionWeights": {"2": 0.1}}
    )

    with pytest.raises(release.ReleaseError, match="under way"):
        release.fill_in(appspec, functions, version=None)


@pytest.fixture
def codedeploy(functions: BaseClient) -> BaseClient:
    client = boto3.client("codedeploy")
    client.create_application(applicationName=release.APPLICATION, computePlatform="Lambda")
    client.create_deployment_group(
        applicationName=release.APPLICATION,
        deploymentGroupName=release.APPLICATION,
        serviceRoleArn="arn:aws:iam::123456789012:role/codedeploy",
    )
    return client


def test_hands_the_file_to_codedeploy(
    codedeploy: BaseClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waited: list[str] = []
    monkeypatch.setattr(deployment, "wait", lambda _client, which, _tell: waited.append(which))

    assert release.main(["--version", "7"]) == 0

    info = codedeploy.get_deployment(deploymentId=waited[0])["deploymentInfo"]
    sent = json.loads(info["revision"]["appSpecContent"]["content"])
    assert properties(sent)["TargetVersion"] == "7"
    assert info["description"] in capsys.readouterr().out


def test_nothing_to_release_is_no_failure(
    codedeploy: BaseClient, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(["--version", "1"]) == 0

    assert "nothing to release" in capsys.readouterr().out
    assert codedeploy.list_deployments()["deployments"] == []


def test_a_deployment_that_fails_fails_the_release(
    codedeploy: BaseClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise deployment.DeploymentFailedError("the alarm rang")

    monkeypatch.setattr(deployment, "wait", fail)

    assert release.main(["--version", "7"]) == 1

    assert "not released: the alarm rang" in capsys.readouterr().out
