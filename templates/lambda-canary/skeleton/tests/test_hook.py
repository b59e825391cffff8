"""The hook: what it asks the new version, and what CodeDeploy hears."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from botocore.response import StreamingBody
from conftest import VERSION_ARN, Stubs

from pretraffic.app import handler
from pretraffic.probes import PROBES, Probe

LoadEvent = Callable[[str], dict[str, Any]]


def will_answer(
    stubs: Stubs, probe: Probe, answer: dict[str, Any], *, failed: bool = False
) -> None:
    payload = json.dumps(answer).encode()
    response = {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(payload), len(payload))}
    stubs.functions.add_response(
        "invoke",
        response | ({"FunctionError": "Unhandled"} if failed else {}),
        {"FunctionName": VERSION_ARN, "Payload": json.dumps(probe.event)},
    )


def expects_report(stubs: Stubs, event: dict[str, str], status: str) -> None:
    stubs.codedeploy.add_response(
        "put_lifecycle_event_hook_execution_status",
        {},
        {
            "deploymentId": event["DeploymentId"],
            "lifecycleEventHookExecutionId": event["LifecycleEventHookExecutionId"],
            "status": status,
        },
    )


def test_lets_a_version_pass_that_answers_right(stubs: Stubs, load_event: LoadEvent) -> None:
    event = load_event("pre-traffic")
    for probe in PROBES:
        will_answer(stubs, probe, probe.answer | {"more": "than was asked"})
    expects_report(stubs, event, "Succeeded")

    handler(event, None)


def test_stops_a_version_that_answers_wrong(
    stubs: Stubs, load_event: LoadEvent, caplog: pytest.LogCaptureFixture
) -> None:
    event = load_event("pre-traffic")
    for probe in PROBES[:-1]:
        will_answer(stubs, probe, probe.answer)
    will_answer(stubs, PROBES[-1], {})
    expects_report(stubs, event, "Failed")

    handler(event, None)

    failure = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert failure.probe == PROBES[-1].name
    assert failure.differences


def test_stops_a_version_that_fails(
    stubs: Stubs, load_event: LoadEvent, caplog: pytest.LogCaptureFixture
) -> None:
    event = load_event("pre-traffic")
    for probe in PROBES:
        will_answer(stubs, probe, {"errorMessage": "no module named quotes"}, failed=True)
    expects_report(stubs, event, "Failed")

    handler(event, None)

    assert "no module named quotes" in str([vars(record) for record in caplog.records])


def test_reports_when_the_version_cannot_be_invoked(stubs: Stubs, load_event: LoadEvent) -> None:
    event = load_event("pre-traffic")
    stubs.functions.add_client_error("invoke", "AccessDeniedException")
    expects_report(stubs, event, "Failed")

    handler(event, None)


def test_reports_when_it_does_not_know_the_version(
    stubs: Stubs, load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = load_event("pre-traffic")
    monkeypatch.delenv("NEW_VERSION_ARN")
    expects_report(stubs, event, "Failed")

    handler(event, None)
