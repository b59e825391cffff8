"""The settings: what is read from a configuration, and what holds without one."""

import json
import logging
from typing import Any

import pytest
from conftest import Agent

from checkout import settings
from checkout.settings import DEFAULTS, InvalidSettingsError, Settings

{% if configuration == "flags" %}
OFF: dict[str, Any] = {"gift_wrap": {"enabled": False}, "free_shipping": {"enabled": False}}
ON: dict[str, Any] = {
    "gift_wrap": {"enabled": True, "price": 350},
    "free_shipping": {"enabled": True, "minimum": 5000},
}
{% else %}
OFF: dict[str, Any] = {"gift_wrap_price": None, "free_shipping_from": None}
ON: dict[str, Any] = {"gift_wrap_price": 350, "free_shipping_from": 5000}
{% endif %}


def test_reads_what_is_on(agent_server: Agent) -> None:
    agent_server.serve(ON)

    assert settings.current("c-1001") == Settings(350, 5000, version="7")
    assert agent_server.requests[0][1] == "c-1001"


def test_reads_what_is_off(agent_server: Agent) -> None:
    agent_server.serve(OFF)

    assert settings.current("c-1001") == Settings(None, None, version="7")


def test_follows_a_change(agent_server: Agent) -> None:
    agent_server.serve(OFF)
    before = settings.current("c-1001")
    agent_server.serve(ON)

    assert settings.current("c-1001") != before


def test_goes_on_without_the_agent(agent_server: Agent, caplog: pytest.LogCaptureFixture) -> None:
    agent_server.status = 404
    agent_server.content = b"nothing is deployed"

    assert settings.current("c-1001") == DEFAULTS
    [record] = caplog.records
    assert (record.levelno, record.message) == (logging.ERROR, "settings unavailable")
    assert "nothing is deployed" in record.reason


def test_goes_on_without_what_it_does_not_understand(
    agent_server: Agent, caplog: pytest.LogCaptureFixture
) -> None:
    agent_server.serve({"api_key": "not for the log"})

    assert settings.current("c-1001") == DEFAULTS
    [record] = caplog.records
    assert (record.levelno, record.message) == (logging.ERROR, "settings refused")
    assert record.configuration_version == "7"
    assert "not for the log" not in str(vars(record))


@pytest.mark.parametrize("content", ["", "not JSON", "[]", "null", "{}", "[" * 100_000])
def test_refuses_what_is_no_configuration(content: str) -> None:
    with pytest.raises(InvalidSettingsError):
        Settings.from_content(content.encode(), "7")


@pytest.mark.parametrize("amount", [-1, 3.5, "350", True, [], float("nan"), float("inf")])
def test_refuses_what_is_no_amount(amount: object) -> None:
{% if configuration == "flags" %}
    document = ON | {"gift_wrap": {"enabled": True, "price": amount}}
{% else %}
    document = ON | {"gift_wrap_price": amount}
{% endif %}

    with pytest.raises(InvalidSettingsError):
        Settings.from_content(json.dumps(document).encode(), "7")


def test_takes_a_whole_number_written_as_a_fraction() -> None:
{% if configuration == "flags" %}
    document = ON | {"gift_wrap": {"enabled": True, "price": 350.0}}
{% else %}
    document = ON | {"gift_wrap_price": 350.0}
{% endif %}

    assert Settings.from_content(json.dumps(document).encode(), "7") == Settings(350, 5000, "7")
