"""Sums up many orders."""

import logging
from collections import defaultdict
from decimal import Decimal
from typing import Any

from orders import InvalidOrderError, parse_order

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Return the turnover by currency; orders that are none are counted, not summed."""
    turnover: defaultdict[str, Decimal] = defaultdict(Decimal)
    refused = 0
    for position, value in enumerate(event["orders"]):
        try:
            order = parse_order(value)
        except InvalidOrderError as error:
            logger.info("order refused", extra={"position": position, "errors": error.errors})
            refused += 1
        else:
            turnover[order.currency] += order.total
    return {
        "turnover": {currency: str(total) for currency, total in sorted(turnover.items())},
        "refused": refused,
    }
