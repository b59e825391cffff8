"""Records a shipment once, however often its message comes."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError


def record_once(table: Any, order_id: str, address: str) -> bool:
    """Record a shipment in a DynamoDB table; return False where it was recorded before.

    The key is the order's own: a message that is published or redriven again has a new
    message id. Check and write are one call, so nothing can happen between them.
    """
    try:
        table.put_item(
            Item={"order_id": order_id, "address": address},
            ConditionExpression="attribute_not_exists(order_id)",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True
