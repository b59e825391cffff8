"""Takes an order, once for each id."""

import logging
from typing import Any

from ordering import store
from ordering.errors import RefusedError
from ordering.order_id import is_order_id

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Store an order and return it.

    The event is what `mappings/create-order.event.vtl` makes of a request. Its order has been held
    against the API's model.
    """
    if not is_order_id(event["id"]):
        raise RefusedError("the id must be 1 to 64 letters, digits and hyphens")
    order = {
        "id": event["id"],
        **event["order"],
        "created_at": event["created_at"],
        "created_by": event["created_by"],
    }
    store.put_new(order)
    logger.info("order created", extra={"id": order["id"]})
    return order
