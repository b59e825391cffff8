"""The handler: takes a batch from the queue and answers which messages failed."""

import logging
from typing import Any

from consumer import store
from consumer.message import Message

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
    """Process a batch and name the messages that failed.

    Lambda deletes the others from the queue. Those named become visible again after the
    visibility timeout, until they have been received as often as the redrive policy allows.
    """
    failed = [record["messageId"] for record in event["Records"] if not _succeeds(record)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _succeeds(record: dict[str, Any]) -> bool:
    # Whatever is wrong with one message must not take the rest of its batch down with it.
    try:
        message = Message.from_record(record)
        stored = store.put_once(message)
    except Exception:
        logger.exception(
            "message failed",
            extra={
                "sqs_message_id": record["messageId"],
                "receive_count": int(record["attributes"]["ApproximateReceiveCount"]),
            },
        )
        return False
    outcome = "message stored" if stored else "message was stored before"
    logger.info(outcome, extra={"sqs_message_id": record["messageId"], "id": message.id})
    return True
