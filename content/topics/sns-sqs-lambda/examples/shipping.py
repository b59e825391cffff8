"""Ships orders from a queue and returns only the messages that failed."""

from __future__ import annotations

import json
import logging
from typing import Any

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def handler(event: dict[str, Any], context: object) -> dict[str, list[dict[str, str]]]:
    """Handle each message on its own, so that one failure leaves the others done."""
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            ship(json.loads(record["body"]))
        except Exception:
            logger.exception("message %s failed", record["messageId"])
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def ship(order: dict[str, Any]) -> None:
    """Ship an order. Raising leaves its message in the queue."""
    if order["quantity"] < 1:
        raise ValueError(f"order {order['order_id']} has nothing to ship")
    logger.info("shipping order %s", order["order_id"])
