"""The application: a WSGI callable, which gunicorn's workers run."""

import json
import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

logger = logging.getLogger(__name__)

Answer = tuple[HTTPStatus, dict[str, Any]]


def home() -> Answer:
    """Say what this is."""
    return HTTPStatus.OK, {"service": "{{ project_name }}"}


def health() -> Answer:
    """Say that the application works; a deployment fails where this does not answer 200.

    Ask here whatever the application cannot do without, within a second or two.
    """
    return HTTPStatus.OK, {"status": "ok"}


ROUTES: dict[str, Callable[[], Answer]] = {"/": home, "/health": health}


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    status, content = _answer(environ["REQUEST_METHOD"], environ["PATH_INFO"])
    body = json.dumps(content).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append(("Allow", "GET"))
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


def _answer(method: str, path: str) -> Answer:
    route = ROUTES.get(path)
    if route is None:
        return HTTPStatus.NOT_FOUND, {"error": "there is nothing here"}
    if method != "GET":
        return HTTPStatus.METHOD_NOT_ALLOWED, {"error": "only GET is answered here"}
    try:
        return route()
    except Exception:
        logger.exception("request failed", extra={"path": path})
        return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "the request failed"}
