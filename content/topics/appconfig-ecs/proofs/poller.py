"""Proves examples/poller.py against the data plane's model: tokens, unchanged data, failures."""

from __future__ import annotations

import io
import threading
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from botocore.stub import Stubber

SOURCE = {
    "ApplicationIdentifier": "abc1234",
    "EnvironmentIdentifier": "def5678",
    "ConfigurationProfileIdentifier": "ghi9012",
}
DEFAULT = {"orders_per_minute": 60}


class Stage:
    """A configuration and the answers that AppConfig shall give."""

    def __init__(self, example: ModuleType) -> None:
        client = boto3.client("appconfigdata")
        self.configuration = example.Configuration(client, SOURCE, DEFAULT)
        self.stub = Stubber(client)

    def session(self, token: str) -> None:
        self.stub.add_response(
            "start_configuration_session",
            {"InitialConfigurationToken": token},
            {**SOURCE, "RequiredMinimumPollIntervalInSeconds": 60},
        )

    def answer(self, token: str, following: str, data: bytes) -> None:
        self.stub.add_response(
            "get_latest_configuration",
            {
                "NextPollConfigurationToken": following,
                "NextPollIntervalInSeconds": 75,
                "Configuration": StreamingBody(io.BytesIO(data), len(data)),
            },
            {"ConfigurationToken": token},
        )

    def refuse(self, token: str, code: str) -> None:
        self.stub.add_client_error(
            "get_latest_configuration", code, expected_params={"ConfigurationToken": token}
        )

    def value(self) -> Any:
        return self.configuration.value


def prove(example: ModuleType) -> None:
    """Follow a session through changes, silence, bad data, an expired token and an outage."""
    _chains_the_tokens(example)
    _begins_again_after_a_refusal(example)
    _goes_on_through_failures(example)
    _stops_when_told(example)


def _chains_the_tokens(example: ModuleType) -> None:
    stage = Stage(example)
    assert stage.value() == DEFAULT
    stage.session("t-1")
    stage.answer("t-1", "t-2", b'{"orders_per_minute": 90}')
    stage.answer("t-2", "t-3", b"")
    stage.answer("t-3", "t-4", b"no JSON")
    stage.answer("t-4", "t-5", b'{"orders_per_minute": 10}')
    expected = [90, 90, 90, 10]
    with stage.stub:
        for rate in expected:
            assert stage.configuration.refresh() == 75, "the wait that AppConfig names"
            assert stage.value() == {"orders_per_minute": rate}
    stage.stub.assert_no_pending_responses()


def _begins_again_after_a_refusal(example: ModuleType) -> None:
    stage = Stage(example)
    stage.session("t-1")
    stage.answer("t-1", "t-2", b'{"orders_per_minute": 90}')
    stage.refuse("t-2", "BadRequestException")
    stage.session("t-9")
    stage.answer("t-9", "t-10", b'{"orders_per_minute": 30}')
    with stage.stub:
        stage.configuration.refresh()
        with pytest.raises(ClientError):
            stage.configuration.refresh()
        assert stage.value() == {"orders_per_minute": 90}, "the value before"
        stage.configuration.refresh()
    assert stage.value() == {"orders_per_minute": 30}
    stage.stub.assert_no_pending_responses()


def _goes_on_through_failures(example: ModuleType) -> None:
    stage = Stage(example)
    stop = _Waits(3)
    stage.stub.add_client_error("start_configuration_session", "AccessDeniedException")
    stage.session("t-1")
    stage.refuse("t-1", "InternalServerException")
    stage.session("t-2")
    stage.answer("t-2", "t-3", b'{"orders_per_minute": 90}')
    with stage.stub:
        stage.configuration.follow(stop)
    assert stop.waited == [60, 60, 75]
    assert stage.value() == {"orders_per_minute": 90}
    stage.stub.assert_no_pending_responses()


def _stops_when_told(example: ModuleType) -> None:
    stage = Stage(example)
    stop = threading.Event()
    stop.set()
    with stage.stub:
        stage.configuration.follow(stop)
    assert stage.value() == DEFAULT


class _Waits(threading.Event):
    """An event that counts waits instead of waiting, and is set after some."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.waited: list[float] = []
        self._count = count

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0)
        if len(self.waited) == self._count:
            self.set()
        return self.is_set()
