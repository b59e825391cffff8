"""The service: a WSGI callable, which gunicorn's workers run."""

import json
import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from checkout import settings
from checkout.order import InvalidOrderError, Order, price

logger = logging.getLogger(__name__)

MAX_BODY = 65_536

Answer = tuple[HTTPStatus, dict[str, Any]]

# What the JSON parser raises: the second for arrays nested deeper than it can follow.
_NOT_READABLE = (ValueError, RecursionError)


def health(_environ: WSGIEnvironment) -> Answer:
    """Say that the service works.

    It does without AppConfig, so AppConfig is not asked here: one that is away must not take all
    tasks with it.
    """
    return HTTPStatus.OK, {"status": "ok"}


def totals(environ: WSGIEnvironment) -> Answer:
    """Price the order in the body by the settings of this moment."""
    try:
        order = Order.from_document(_read_json(environ))
    except InvalidOrderError as error:
        logger.info("order refused", extra={"reason": str(error)})
        return HTTPStatus.BAD_REQUEST, {"error": str(error)}
    answer = price(order, settings.current(order.customer))
    version = answer["configuration_version"]
    logger.info("order priced", extra={"configuration_version": version})
    return HTTPStatus.OK, answer


ROUTES: dict[str, tuple[str, Callable[[WSGIEnvironment], Answer]]] = {
    "/health": ("GET", health),
    "/totals": ("POST", totals),
}


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    path = environ["PATH_INFO"]
    method, answer = ROUTES.get(path, ("", None))
    headers = [("Content-Type", "application/json")]
    if answer is None:
        status, content = HTTPStatus.NOT_FOUND, {"error": "there is nothing here"}
    elif environ["REQUEST_METHOD"] != method:
        status, content = HTTPStatus.METHOD_NOT_ALLOWED, {"error": f"only {method} is answered"}
        headers.append(("Allow", method))
    else:
        try:
            status, content = answer(environ)
        except Exception:
            logger.exception("request failed", extra={"path": path})
            status, content = HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "the request failed"}
    body = json.dumps(content).encode()
    headers.append(("Content-Length", str(len(body))))
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


def _read_json(environ: WSGIEnvironment) -> Any:  # noqa: ANN401 - whatever JSON can hold
    # An absent or odd length reads as an empty body, which is no JSON.
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_BODY:
        raise InvalidOrderError(f"the body must have at most {MAX_BODY} bytes and say how many")
    try:
        return json.loads(environ["wsgi.input"].read(int(length)))
    except _NOT_READABLE:
        raise InvalidOrderError("the body must be JSON") from None
