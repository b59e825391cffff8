"""Where orders are kept."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from ordering.errors import ConflictError

# The SDK would wait a minute for an answer; a request to this API has seconds.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def put_new(order: dict[str, Any]) -> None:
    """Store an order.

    Raises:
        ConflictError: There is one with its id.
    """
    try:
        table().put_item(Item=order, ConditionExpression="attribute_not_exists(id)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        raise ConflictError("there is an order with this id") from None


def get(order_id: str) -> dict[str, Any] | None:
    """Return an order, or None where there is none."""
    order = table().get_item(Key={"id": order_id}).get("Item")
    # The table returns numbers as Decimal, which is no JSON.
    return order and order | {name: int(order[name]) for name in ("quantity", "created_at")}
