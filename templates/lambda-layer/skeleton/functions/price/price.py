"""Prices one order."""

import logging
from typing import Any

from orders import InvalidOrderError, parse_order

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return what an order costs, or what is wrong with it."""
    try:
        order = parse_order(event)
    except InvalidOrderError as error:
        logger.info("order refused", extra={"errors": error.errors})
        return {"valid": False, "errors": error.errors}
    logger.info("order priced", extra={"order_id": order.id})
    # As text: JSON's numbers are floats to most who read them.
    return {
        "valid": True,
        "id": order.id,
        "currency": order.currency,
        "total": str(order.total),
    }
