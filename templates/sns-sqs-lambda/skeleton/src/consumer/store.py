"""Where messages are kept, each of them once."""

import os
from datetime import UTC, datetime
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from consumer.message import Message

# The SDK would wait a minute for an answer; the queue gives the message to somebody later anyway.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def put_once(message: Message) -> bool:
    """Store a message unless one with its id is there already.

    This single conditional write is all the function does, and what makes it idempotent: there
    is no moment between looking and writing in which a second delivery could slip through.

    Returns:
        Whether the message was new.
    """
    item = {
        "id": message.id,
        "body": message.body,
        "stored_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    try:
        table().put_item(Item=item, ConditionExpression="attribute_not_exists(id)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True
