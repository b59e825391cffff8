"""Where reservations are kept, and which of them are open.

A reservation has an `id` and the time it `expires_at`. While it is open it also has the attribute
`open`, and only then is it in the index.
"""

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.config import Config
from botocore.exceptions import ClientError

INDEX = "open-by-expiry"
OPEN = "yes"

# The SDK would wait a minute for an answer, which a run does not have to spare.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 4},
)


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def due(cutoff: str) -> Iterator[str]:
    """Yield the ids of open reservations that expire at a time or before, the oldest first."""
    start: dict[str, Any] = {}
    while True:
        page = table().query(
            IndexName=INDEX,
            KeyConditionExpression=Key("open").eq(OPEN) & Key("expires_at").lte(cutoff),
            **start,
        )
        yield from (item["id"] for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}


def expire(reservation_id: str, cutoff: str) -> bool:
    """Close a reservation, if it is still open and still due.

    This one conditional write is what makes a run idempotent: there is no moment between looking
    and writing in which somebody could close or extend the reservation unseen.

    Returns:
        Whether it was closed now.
    """
    try:
        table().update_item(
            Key={"id": reservation_id},
            UpdateExpression="SET expired_at = :cutoff REMOVE #open",
            ConditionExpression=Attr("open").exists() & Attr("expires_at").lte(cutoff),
            ExpressionAttributeNames={"#open": "open"},
            ExpressionAttributeValues={":cutoff": cutoff},
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True
