"""Returns an order."""

from typing import Any

from ordering import store
from ordering.errors import MissingError
from ordering.order_id import is_order_id


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the order whose id is in the event."""
    order = store.get(event["id"]) if is_order_id(event["id"]) else None
    if order is None:
        raise MissingError("there is no such order")
    return order
