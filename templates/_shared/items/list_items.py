"""GET /items: a page of items."""

from http import HTTPStatus
from typing import Any

from items import store
from items.model import is_item_id
from items.responses import problem, success

DEFAULT_LIMIT = 25
MAX_LIMIT = 100


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """List items.

    The query takes `limit`, and `after`, which is the `next` of the page before.
    """
    # API Gateway sends null, not an empty object, where a request has no query.
    query = event["queryStringParameters"] or {}
    limit = _parse_limit(query.get("limit", str(DEFAULT_LIMIT)))
    if limit is None:
        return problem(HTTPStatus.BAD_REQUEST, f"limit must be a number from 1 to {MAX_LIMIT}")
    after = query.get("after")
    if after is not None and not is_item_id(after):
        return problem(HTTPStatus.BAD_REQUEST, "after must be the next of the page before")
    items, last = store.page(limit, after)
    return success(HTTPStatus.OK, {"items": [item.as_dict() for item in items], "next": last})


def _parse_limit(text: str) -> int | None:
    try:
        limit = int(text)
    except ValueError:
        return None
    return limit if 1 <= limit <= MAX_LIMIT else None
