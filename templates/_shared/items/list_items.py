"""GET /items: a page of items."""

from http import HTTPStatus
from typing import Any

from items import store
from items.model import is_item_id
from items.page_limit import WRONG_LIMIT, limit_in
from items.responses import problem, success


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """List items.

    The query takes `limit`, and `after`, which is the `next` of the page before.
    """
    # API Gateway sends null, not an empty object, where a request has no query.
    query = event["queryStringParameters"] or {}
    limit = limit_in(query)
    if limit is None:
        return problem(HTTPStatus.BAD_REQUEST, WRONG_LIMIT)
    after = query.get("after")
    if after is not None and not is_item_id(after):
        return problem(HTTPStatus.BAD_REQUEST, "after must be the next of the page before")
    items, last = store.page(limit, after)
    return success(HTTPStatus.OK, {"items": [item.as_dict() for item in items], "next": last})
