"""Answers in the form API Gateway expects from a function."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any


def success(
    status: HTTPStatus, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Answer with a JSON body."""
    return _response(status, "application/json", body, headers or {})


def problem(
    status: HTTPStatus, detail: str, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Answer that a request failed, in the form of RFC 9457.

    Args:
        status: The HTTP status.
        detail: What went wrong, for the caller to read.
        errors: What is wrong with each field, where fields are the reason.
    """
    body: dict[str, Any] = {"title": status.phrase, "status": status.value, "detail": detail}
    if errors:
        body["errors"] = dict(errors)
    return _response(status, "application/problem+json", body, {})


def _response(
    status: HTTPStatus, content_type: str, body: Mapping[str, Any], headers: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "statusCode": status.value,
        "headers": {"Content-Type": content_type, **headers},
        "body": json.dumps(body),
    }
