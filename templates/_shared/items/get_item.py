"""GET /items/{id}: one item."""

from http import HTTPStatus
from typing import Any

from items import store
from items.model import is_item_id
from items.responses import problem, success


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the item whose id is in the path."""
    item_id = event["pathParameters"]["id"]
    item = store.get(item_id) if is_item_id(item_id) else None
    if item is None:
        return problem(HTTPStatus.NOT_FOUND, "there is no such item")
    return success(HTTPStatus.OK, item.as_dict())
