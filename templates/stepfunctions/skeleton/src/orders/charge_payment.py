"""The second step: the customer pays."""

import logging
from typing import Any

from orders import payments
from orders.order import Order

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Charge the order's amount and return the payment's id."""
    order = Order.from_input(event)
    payment_id = payments.charge(order)
    logger.info("payment charged", extra={"order_id": order.id, "payment_id": payment_id})
    return {"payment_id": payment_id}
