"""The handler: prices an order by the settings of this moment."""

import logging
from typing import Any

from checkout import settings
from checkout.order import InvalidOrderError, Order, price

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return what the order comes to, or what is wrong with it.

    A mistake of the caller's is an answer and no exception: exceptions are counted by an alarm that
    takes configurations back.
    """
    try:
        order = Order.from_document(event)
    except InvalidOrderError as error:
        logger.info("order refused", extra={"reason": str(error)})
        return {"error": str(error)}
    answer = price(order, settings.current(order.customer))
    version = answer["configuration_version"]
    logger.info("order priced", extra={"configuration_version": version})
    return answer
