"""The application, asked as gunicorn asks it; the validator holds both sides to PEP 3333."""

import json
import logging
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest

from web import wsgi


def ask(path: str, method: str = "GET") -> tuple[str, dict[str, str], dict[str, Any]]:
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ.update(REQUEST_METHOD=method, PATH_INFO=path, QUERY_STRING="")
    started: dict[str, Any] = {}

    def start_response(
        status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> None:
        started.update(status=status, headers=dict(headers))

    answer = validator(wsgi.application)(environ, start_response)
    body = b"".join(answer)
    answer.close()
    assert started["headers"]["Content-Length"] == str(len(body))
    return started["status"], started["headers"], json.loads(body)


def test_says_what_it_is() -> None:
    status, headers, content = ask("/")

    assert status == "200 OK"
    assert headers["Content-Type"] == "application/json"
    assert content == {"service": "{{ project_name }}"}


def test_is_healthy() -> None:
    assert ask("/health")[0] == "200 OK"


def test_answers_404_where_nothing_is() -> None:
    assert ask("/nothing")[0] == "404 Not Found"


def test_answers_get_only() -> None:
    status, headers, _ = ask("/", method="DELETE")

    assert status == "405 Method Not Allowed"
    assert headers["Allow"] == "GET"


def test_an_error_becomes_a_500_and_a_log_record(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> wsgi.Answer:
        raise ConnectionError("the database is away")

    monkeypatch.setitem(wsgi.ROUTES, "/", fail)

    status, _, content = ask("/")

    assert status == "500 Internal Server Error"
    assert "database" not in json.dumps(content)
    assert [(r.levelno, r.path) for r in caplog.records] == [(logging.ERROR, "/")]
