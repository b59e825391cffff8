"""Where orders are kept, each with the last status it has reached."""

import os
from datetime import UTC, datetime
from functools import cache
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, ConditionBase
from botocore.config import Config
from botocore.exceptions import ClientError

from consumer.change import Status, StatusChange

# The SDK would wait a minute for an answer; the queue gives the message to somebody later anyway.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)


class OutOfOrderError(Exception):
    """The order has not reached the status that comes before the new one."""


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def apply(change: StatusChange) -> bool:
    """Move an order on by one status, unless it is there already.

    This single conditional write is all the function does. It makes a second delivery harmless,
    and refuses what comes too early instead of applying it in the wrong order.

    Returns:
        Whether the order moved on; it does not where it had reached the status before.

    Raises:
        OutOfOrderError: A change before this one has not been applied yet.
    """
    try:
        table().update_item(
            Key={"id": change.order_id},
            UpdateExpression="SET #status = :status, changed_at = :now",
            ConditionExpression=_stands_before(change.status),
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={
                ":status": change.status,
                ":now": datetime.now(UTC).isoformat(timespec="seconds"),
            },
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        reached = _status_in(error)
        if reached is None or reached.rank < change.status.rank:
            raise OutOfOrderError(f"the order is {reached or 'unknown'}") from None
        return False
    return True


def _stands_before(status: Status) -> ConditionBase:
    if status.previous is None:
        return Attr("id").not_exists()
    return Attr("status").eq(status.previous)


def _status_in(error: ClientError) -> Status | None:
    # The item as it was comes with the refusal, in DynamoDB's own notation.
    item: dict[str, Any] = dict(error.response).get("Item") or {}
    return Status(item["status"]["S"]) if item else None
