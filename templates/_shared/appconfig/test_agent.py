"""The agent, asked over HTTP as the real one is."""

import pytest
from conftest import PATH, Agent

from checkout import agent


def test_returns_what_the_agent_has(agent_server: Agent) -> None:
    agent_server.content = b'{"as": "it is"}'

    assert agent.fetch("c-1001") == agent.Answer(version="7", content=b'{"as": "it is"}')
    assert agent_server.requests == [(PATH, "c-1001")]


def test_asks_no_proxy(agent_server: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    agent.fetch("c-1001")

    assert len(agent_server.requests) == 1


def test_escapes_a_name_with_a_slash(agent_server: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROFILE_ID", "shop/checkout")

    agent.fetch("c-1001")

    assert agent_server.requests[0][0].endswith("/configurations/shop%2Fcheckout")


def test_tells_why_it_was_refused(agent_server: Agent) -> None:
    agent_server.status = 403
    agent_server.content = b"not authorized to perform: appconfig:StartConfigurationSession"

    with pytest.raises(agent.UnavailableError, match="403: not authorized"):
        agent.fetch("c-1001")


def test_does_not_wait_for_an_agent_that_hangs(
    agent_server: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent, "TIMEOUT_SECONDS", 0.1)
    agent_server.delay = 0.5

    with pytest.raises(agent.UnavailableError, match="no answer"):
        agent.fetch("c-1001")


def test_tells_where_there_is_no_agent(
    agent_server: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody listens on the port 1.
    monkeypatch.setenv("{{ port_variable }}", "1")

    with pytest.raises(agent.UnavailableError, match="no answer"):
        agent.fetch("c-1001")
    assert agent_server.requests == []
