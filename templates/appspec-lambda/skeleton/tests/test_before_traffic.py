"""The hook: which version it tries, and what it lets pass."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

import before_traffic
import verdict
from probes import PROBES, Probe
from quotes import app

EVENT = json.loads((Path(__file__).parent.parent / "events/hook.json").read_text(encoding="utf-8"))
REVISION = {"revisionType": "AppSpecContent", "appSpecContent": {"sha256": "0" * 64}}


@dataclass
class Stage:
    """Stands in for AWS: moto has none of these calls, or runs no code in them."""

    codedeploy: Stubber
    functions: Stubber

    def deploys(self, name: str, version: str) -> None:
        """Let CodeDeploy tell what the deployment is for."""
        properties = {"Name": name, "CurrentVersion": "1", "TargetVersion": version}
        content = json.dumps({"Resources": [{"Function": {"Properties": properties}}]})
        self.codedeploy.add_response(
            "get_deployment",
            {"deploymentInfo": {"applicationName": name, "revision": REVISION}},
            {"deploymentId": EVENT["DeploymentId"]},
        )
        self.codedeploy.add_response(
            "get_application_revision",
            {"revision": {**REVISION, "appSpecContent": {"content": content}}},
            {"applicationName": name, "revision": REVISION},
        )

    def answers(self, name: str, version: str, answer: Callable[[Probe], Any], **more: str) -> None:
        """Let the version answer each probe."""
        for probe in PROBES:
            body = json.dumps(answer(probe)).encode()
            self.functions.add_response(
                "invoke",
                {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body)), **more},
                {
                    "FunctionName": name,
                    "Qualifier": version,
                    "Payload": json.dumps(probe.request).encode(),
                },
            )

    def expects(self, status: str) -> None:
        """Hold the hook to its verdict."""
        self.codedeploy.add_response(
            "put_lifecycle_event_hook_execution_status",
            {},
            {
                "deploymentId": EVENT["DeploymentId"],
                "lifecycleEventHookExecutionId": EVENT["LifecycleEventHookExecutionId"],
                "status": status,
            },
        )


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    codedeploy = boto3.client("codedeploy", region_name="us-east-1")
    functions = boto3.client("lambda", region_name="us-east-1")
    monkeypatch.setattr(verdict, "codedeploy", lambda: codedeploy)
    monkeypatch.setattr(before_traffic, "functions", lambda: functions)
    with Stubber(codedeploy) as first, Stubber(functions) as second:
        yield Stage(first, second)
        first.assert_no_pending_responses()


def test_lets_the_function_of_this_project_pass(stage: Stage) -> None:
    stage.deploys("quotes", "8")
    stage.answers("quotes", "8", lambda probe: app.handler(probe.request, None))
    stage.expects("Succeeded")

    before_traffic.handler(EVENT, None)

    stage.functions.assert_no_pending_responses()


@pytest.mark.parametrize("answer", [None, {}, {"price_cents": 0}, {"errors": {}}])
def test_stops_a_version_that_answers_wrongly(stage: Stage, answer: object) -> None:
    stage.deploys("quotes", "8")
    stage.answers("quotes", "8", lambda _probe: answer)
    stage.expects("Failed")

    before_traffic.handler(EVENT, None)


def test_stops_a_version_that_accepts_everything(stage: Stage) -> None:
    stage.deploys("quotes", "8")
    stage.answers("quotes", "8", lambda _probe: {"price_cents": 390})
    stage.expects("Failed")

    before_traffic.handler(EVENT, None)


def test_stops_a_version_that_fails(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.deploys("quotes", "8")
    answer = {"errorMessage": "Unable to import module 'quotes.app'"}
    stage.answers("quotes", "8", lambda _probe: answer, FunctionError="Unhandled")
    stage.expects("Failed")

    before_traffic.handler(EVENT, None)

    assert "Unable to import module" in caplog.text


def test_stops_what_it_cannot_look_into(stage: Stage) -> None:
    stage.codedeploy.add_client_error("get_deployment", "DeploymentDoesNotExistException")
    stage.expects("Failed")

    before_traffic.handler(EVENT, None)
