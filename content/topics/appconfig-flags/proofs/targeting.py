"""Proves examples/targeting.py against a server that stands for the agent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any

PATH = "applications/shop/environments/production/configurations/features"
ON = {"enabled": True, "layout": "narrow", "_variant": "Premium"}
CUSTOMER = {"id": "c-1001", "plan": "premium", "country": "KR"}


class Agent(ThreadingHTTPServer):
    """Records what it is asked, and answers what it is told to."""

    daemon_threads = True
    asked: list[tuple[str, str | None]]
    answer: dict[str, Any] | str = ON
    status = 200
    delay = 0.0


class _Handler(BaseHTTPRequestHandler):
    server: Agent

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Context"]))
        time.sleep(self.server.delay)
        answer = self.server.answer
        body = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        try:
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except BrokenPipeError:
            pass

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def prove(example: ModuleType) -> None:
    """Ask an agent that answers, one that cannot, one that is slow, and none."""
    with _agent() as agent:
        flags = example.Flags(PATH, agent=f"http://localhost:{agent.server_port}", timeout=0.2)
        assert example.layout(flags, CUSTOMER) == "narrow"
        assert agent.asked == [
            (f"/{PATH}?flag=new_checkout", "customerId=c-1001,plan=premium,country=KR")
        ]
        _takes_no_pair_out_of_a_value(example, flags, agent)
        _reads_a_flag_that_is_off(example, flags, agent)
        _goes_on_without_an_answer(example, flags, agent)
    assert example.layout(flags, CUSTOMER) == "classic", "nobody listens any more"


def _takes_no_pair_out_of_a_value(example: ModuleType, flags: Any, agent: Agent) -> None:
    for hostile in ("KR,plan=premium", "KR\r\nContext: plan=premium", "", "K=R", "한국"):
        example.layout(flags, {"id": "c-1", "plan": "basic", "country": hostile})
        assert agent.asked[-1][1] == "customerId=c-1,plan=basic", hostile


def _reads_a_flag_that_is_off(example: ModuleType, flags: Any, agent: Agent) -> None:
    agent.answer = {"enabled": False, "_variant": "Everybody else"}
    assert example.layout(flags, CUSTOMER) == "classic"


def _goes_on_without_an_answer(example: ModuleType, flags: Any, agent: Agent) -> None:
    for status, answer, delay in (
        (404, "", 0),
        (500, "{}", 0),
        (200, "no JSON", 0),
        (200, ON, 0.5),
    ):
        agent.status, agent.answer, agent.delay = status, answer, delay
        assert example.layout(flags, CUSTOMER) == "classic", (status, answer, delay)


@contextmanager
def _agent() -> Iterator[Agent]:
    server = Agent(("localhost", 0), _Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
