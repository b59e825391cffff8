"""An agent to ask: an HTTP server on this machine that answers as a test wants it to."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PATH = "/applications/app1234/environments/env1234/configurations/prof123"


class Agent(ThreadingHTTPServer):
    """Serves one configuration, and keeps what it was asked.

    Attributes:
        status: The status of its answers.
        content: Their body.
        delay: Seconds it takes for each.
        requests: The path and the header `Entity-Id` of each request.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.content = b"{}"
        self.delay = 0.0
        self.requests: list[tuple[str, str | None]] = []

    def serve(self, document: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Answer with a document from now on."""
        self.content = json.dumps(document).encode()


class _Handler(BaseHTTPRequestHandler):
    server: Agent

    def do_GET(self) -> None:
        self.server.requests.append((self.path, self.headers["Entity-Id"]))
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        self.send_header("Configuration-Version", "7")
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_args: object) -> None: ...


@pytest.fixture
def agent_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Agent]:
    """Run an agent, and point the code at it."""
    with Agent() as server:
        monkeypatch.setenv("{{ port_variable }}", str(server.server_port))
        monkeypatch.setenv("APPLICATION_ID", "app1234")
        monkeypatch.setenv("ENVIRONMENT_ID", "env1234")
        monkeypatch.setenv("PROFILE_ID", "prof123")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
