"""Proves application.py: served as WSGI wants it, under the name Elastic Beanstalk asks for.

Where Flask is not installed, a few lines stand in for what the example uses of it.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator


class _Flask:
    """Routes of fixed paths, served by GET."""

    def __init__(self, _name: str) -> None:
        self._routes: dict[str, Callable[[], Any]] = {}

    def get(self, path: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
        def register(view: Callable[[], Any]) -> Callable[[], Any]:
            self._routes[path] = view
            return view

        return register

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        view = self._routes.get(environ["PATH_INFO"])
        body = view() if view else "not found"
        kind = "application/json" if isinstance(body, dict) else "text/html"
        status = "200 OK" if view else "404 NOT FOUND"
        start_response(status, [("Content-Type", kind)])
        return [(json.dumps(body) if isinstance(body, dict) else body).encode()]


def _stand_in() -> ModuleType:
    module = ModuleType("flask")
    module.Flask = _Flask  # type: ignore[attr-defined]
    module.jsonify = lambda **fields: fields  # type: ignore[attr-defined]
    return module


if importlib.util.find_spec("flask") is None:
    # The example is imported after this file.
    sys.modules["flask"] = _stand_in()


def prove(example: ModuleType) -> None:
    """Ask for each page the way a WSGI server does."""
    assert callable(example.application)
    status, body = _ask(example.application, "/")
    assert (status, json.loads(body)) == ("200 OK", {"message": "Hello", "stage": "local"})
    assert _ask(example.application, "/health") == ("200 OK", b"ok")
    assert _ask(example.application, "/nowhere")[0] == "404 NOT FOUND"


def _ask(application: Any, path: str) -> tuple[str, bytes]:
    environ: dict[str, Any] = {"SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": ""}
    setup_testing_defaults(environ)
    seen: list[str] = []

    def start_response(status: str, _headers: Any, _error: Any = None) -> Callable[[bytes], None]:
        seen.append(status)
        return lambda _data: None

    answer = validator(application)(environ, start_response)
    try:
        return seen[0] if seen else "", b"".join(answer)
    finally:
        answer.close()
