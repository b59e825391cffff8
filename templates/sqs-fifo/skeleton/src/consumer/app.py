"""The handler: takes a batch from the queue and answers which messages must come again."""

import logging
from typing import Any

from consumer import store
from consumer.change import StatusChange

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
    """Apply a batch in order, and name the messages that must come again.

    The first failure of a message group ends that group for this batch: what follows it is not
    even tried, and goes back with it, so that it cannot overtake. Other groups go on. Lambda
    deletes the messages that are not named.
    """
    stopped: set[str] = set()
    returned: list[str] = []
    for record in event["Records"]:
        group = record["attributes"]["MessageGroupId"]
        if group in stopped:
            logger.info("message waits for its group", extra=_identity(record))
        elif _succeeds(record):
            continue
        stopped.add(group)
        returned.append(record["messageId"])
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in returned]}


def _succeeds(record: dict[str, Any]) -> bool:
    # Whatever is wrong with one message must not take other groups down with it.
    try:
        change = StatusChange.from_record(record)
        moved = store.apply(change)
    except Exception:
        receives = int(record["attributes"]["ApproximateReceiveCount"])
        logger.exception("message failed", extra={**_identity(record), "receive_count": receives})
        return False
    outcome = "order moved on" if moved else "order had moved on before"
    fields = {"order_id": change.order_id, "status": change.status}
    logger.info(outcome, extra={**_identity(record), **fields})
    return True


def _identity(record: dict[str, Any]) -> dict[str, str]:
    return {
        "sqs_message_id": record["messageId"],
        "message_group": record["attributes"]["MessageGroupId"],
    }
