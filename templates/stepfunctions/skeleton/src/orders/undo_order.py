"""The way back: the stock is there for others again, and the payment is taken back."""

import logging
from typing import Any

from orders import payments, store

logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> None:
    """Undo what the steps before may have done; a repeat changes nothing."""
    order_id = event["order_id"]
    # First what may refuse: the payment of a confirmed order stays.
    released = store.undo(order_id)
    voided = payments.void(order_id)
    logger.info(
        "order undone",
        extra={"order_id": order_id, "stock_released": released, "payment_voided": voided},
    )
