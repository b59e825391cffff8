"""The first step: stock is set aside for the order."""

import logging
from typing import Any

from orders import store
from orders.order import Order

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> None:
    """Reserve what is ordered.

    Errors are raised: the workflow's definition says which are retried, which end the order as
    rejected, and which undo it.
    """
    order = Order.from_input(event)
    new = store.reserve(order)
    logger.info("stock reserved" if new else "stock was reserved", extra={"order_id": order.id})
