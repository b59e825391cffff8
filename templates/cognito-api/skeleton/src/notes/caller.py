"""Who calls, and from where."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

Handler = Callable[[dict[str, Any], object], dict[str, Any]]


def owner_of(event: dict[str, Any]) -> str:
    """Return the id of the user whose token API Gateway has checked.

    Nothing else in a request says who calls: path, query and body are for anybody to write.
    """
    return event["requestContext"]["authorizer"]["claims"]["sub"]


def for_browsers(handler: Handler) -> Handler:
    """Let the application's origin, and no other, read a handler's answers."""

    @wraps(handler)
    def answer(event: dict[str, Any], context: object) -> dict[str, Any]:
        response = handler(event, context)
        response["headers"]["Access-Control-Allow-Origin"] = os.environ["ALLOWED_ORIGIN"]
        return response

    return answer
