"""The release: what is published, when it counts as done, and when it does not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

import release

TARGET = release.Target("app1234", "env1234", "prof123", "strat12")
STARTED = {
    "ApplicationId": "app1234",
    "EnvironmentId": "env1234",
    "ConfigurationProfileId": "prof123",
    "ConfigurationVersion": "3",
    "DeploymentStrategyId": "strat12",
}


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make sure that no test reaches an account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield


@pytest.fixture
def profile() -> release.Target:
    """Return a target whose application and profile exist."""
    appconfig = boto3.client("appconfig")
    application = appconfig.create_application(Name="checkout")["Id"]
    profile = appconfig.create_configuration_profile(
        ApplicationId=application, Name="checkout", LocationUri="hosted"
    )["Id"]
    return release.Target(application, "env1234", profile, "strat12")


def stack_with_outputs(**outputs: str) -> None:
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {key: {"Value": value} for key, value in outputs.items()},
    }
    boto3.client("cloudformation").create_stack(
        StackName="checkout", TemplateBody=json.dumps(template)
    )


def deployment(state: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - members of an answer
    return {"DeploymentNumber": 4, "State": state, "PercentageComplete": 20.0, **more}


def test_knows_its_target_from_the_stack() -> None:
    stack_with_outputs(
        ApplicationId="app1234",
        EnvironmentId="env1234",
        ProfileId="prof123",
        StrategyId="strat12",
        Other="output",
    )

    assert release.Target.from_stack(boto3.client("cloudformation"), "checkout") == TARGET


def test_publishes_the_file_as_it_is(profile: release.Target) -> None:
    appconfig = boto3.client("appconfig")

    version = release.publish(appconfig, profile, b'{"as": "it is"}')

    stored = appconfig.get_hosted_configuration_version(
        ApplicationId=profile.application,
        ConfigurationProfileId=profile.profile,
        VersionNumber=int(version),
    )
    assert stored["Content"].read() == b'{"as": "it is"}'
    assert stored["ContentType"] == "application/json"


# moto has no deployments of AppConfig, so these answers are written down.
def test_waits_until_the_bake_time_is_over() -> None:
    appconfig = boto3.client("appconfig")
    asked = {"ApplicationId": "app1234", "EnvironmentId": "env1234", "DeploymentNumber": 4}
    with Stubber(appconfig) as stub:
        stub.add_response("start_deployment", deployment("VALIDATING"), STARTED)
        for state in ("DEPLOYING", "BAKING", "COMPLETE"):
            stub.add_response("get_deployment", deployment(state), asked)

        release.roll_out(appconfig, TARGET, "3", pause=0)

        stub.assert_no_pending_responses()


@pytest.mark.parametrize("state", ["ROLLED_BACK", "REVERTED"])
def test_fails_with_the_reason_where_it_did_not_last(state: str) -> None:
    appconfig = boto3.client("appconfig")
    events = [{"EventType": "ROLLBACK_STARTED", "Description": "SettingsRefusedAlarm is in ALARM"}]
    with Stubber(appconfig) as stub:
        stub.add_response("start_deployment", deployment("DEPLOYING"), STARTED)
        stub.add_response("get_deployment", deployment("ROLLING_BACK"))
        stub.add_response("get_deployment", deployment(state, EventLog=events))

        with pytest.raises(release.RolledBackError, match="SettingsRefusedAlarm is in ALARM"):
            release.roll_out(appconfig, TARGET, "3", pause=0)


def test_releases_the_file_to_the_stack(
    profile: release.Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stack_with_outputs(
        ApplicationId=profile.application,
        EnvironmentId="env1234",
        ProfileId=profile.profile,
        StrategyId="strat12",
    )
    file = tmp_path / "configuration.json"
    file.write_bytes(b"{}")
    rolled_out = []
    monkeypatch.setattr(
        release, "roll_out", lambda _client, target, version: rolled_out.append((target, version))
    )

    release.main(["checkout", str(file)])

    assert rolled_out == [(profile, "1")]


def test_ends_with_what_appconfig_says(
    profile: release.Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stack_with_outputs(
        ApplicationId=profile.application,
        EnvironmentId="env1234",
        ProfileId=profile.profile,
        StrategyId="strat12",
    )
    file = tmp_path / "configuration.json"
    file.write_bytes(b"{}")

    def roll_back(*_arguments: object) -> None:
        raise release.RolledBackError("deployment 4 did not last")

    monkeypatch.setattr(release, "roll_out", roll_back)

    with pytest.raises(SystemExit, match="deployment 4 did not last"):
        release.main(["checkout", str(file)])


def test_says_how_it_is_called() -> None:
    with pytest.raises(SystemExit, match="usage"):
        release.main([])
