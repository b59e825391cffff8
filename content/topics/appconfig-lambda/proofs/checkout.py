"""Proves examples/checkout.py against a server that stands for the extension."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import ModuleType
from unittest import mock

IDS = {"APPLICATION_ID": "abc1234", "ENVIRONMENT_ID": "def5678", "PROFILE_ID": "ghi9012"}
PATH = "applications/abc1234/environments/def5678/configurations/ghi9012"
ON = {"enabled": True, "price": 3000}


class Extension(BaseHTTPRequestHandler):
    """Answers with what the proof has put here."""

    status = 200
    answer = ""
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = self.answer.encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def prove(example: ModuleType) -> None:
    """Invoke the handler with the extension in each state, and without one."""
    assert example.PORT == "2772", "the default, as nobody sets the variable"
    server = HTTPServer(("localhost", 0), Extension)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with (
        mock.patch.object(example, "PORT", str(server.server_port)),
        mock.patch.dict(os.environ, IDS),
    ):
        _offers(example, 200, json.dumps(ON), {"gift_wrap": True, "price": 3000})
        _offers(example, 200, '{"enabled": false}', {"gift_wrap": False})
        _offers(example, 400, "AccessDenied", {"gift_wrap": False})
        _offers(example, 502, "", {"gift_wrap": False})
        _offers(example, 200, "no JSON", {"gift_wrap": False})
        server.shutdown()
        server.server_close()
        thread.join()
        assert _invoke(example) == {"gift_wrap": False}, "no extension at all"
    assert set(Extension.asked) == {f"/{PATH}?flag=gift_wrap"}
    assert len(Extension.asked) == 5, "asked once per invocation"


def _offers(example: ModuleType, status: int, answer: str, offer: dict[str, object]) -> None:
    Extension.status, Extension.answer = status, answer
    assert _invoke(example) == offer, (status, answer)


def _invoke(example: ModuleType) -> dict[str, object]:
    response = example.handler({"rawPath": "/checkout"}, None)
    assert response["statusCode"] == 200
    assert isinstance(response["body"], str)
    return json.loads(response["body"])
