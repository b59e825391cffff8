"""The handler: a request of a stage in, the price of a parcel out."""

import base64
import json
import logging
from http import HTTPStatus
from typing import Any

from quotes.quote import InvalidParcelError, Parcel

# The runtime writes records as JSON, `extra` included.
logger = logging.getLogger(__name__)

LOG_LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR"}

# What the JSON parser raises: the second for arrays nested deeper than it can follow.
_NOT_READABLE = (ValueError, RecursionError)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    """Price a parcel, and say for which stage and by which version.

    What fails unexpectedly is raised: the alias's error metric counts it, and API Gateway answers
    502 without telling the caller why.
    """
    _log_as_the_stage_asks(event)
    stage = event["requestContext"]["stage"]
    served = {"stage": stage, "version": context.function_version}
    logger.debug("request", extra=served | {"request_id": event["requestContext"]["requestId"]})
    try:
        parcel = Parcel.from_fields(_fields(event))
    except InvalidParcelError as error:
        logger.info("parcel refused", extra=served | {"errors": error.errors})
        return _response(HTTPStatus.BAD_REQUEST, {"errors": error.errors})
    return _response(HTTPStatus.OK, {"price_cents": parcel.price_cents, **served})


def _log_as_the_stage_asks(event: dict[str, Any]) -> None:
    # Without any stage variable the event holds null, and whoever may change the stage may write
    # there what he likes.
    level = (event["stageVariables"] or {}).get("logLevel")
    logging.getLogger().setLevel(level if level in LOG_LEVELS else logging.INFO)


def _fields(event: dict[str, Any]) -> object:
    # API Gateway sends null where a request has no body.
    body = event["body"] or ""
    try:
        return json.loads(base64.b64decode(body) if event["isBase64Encoded"] else body)
    except _NOT_READABLE:
        raise InvalidParcelError({"body": "must be JSON"}) from None


def _response(status: HTTPStatus, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "statusCode": status.value,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }
