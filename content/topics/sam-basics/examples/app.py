"""Answers GET /hello."""

from __future__ import annotations

import json
from typing import Any


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Greet whoever the query names."""
    # null, not an empty object, where a request has no query
    query = event["queryStringParameters"] or {}
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"message": f"Hello, {query.get('name', 'world')}!"}),
    }
