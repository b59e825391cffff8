"""Orders and the stock they draw on, changed together or not at all."""

import os
from enum import StrEnum
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from orders.order import InvalidOrderError, Order

# The SDK would wait a minute for an answer; the workflow repeats the step anyway.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 2},
)


class Status(StrEnum):
    """How far an order is. The workflow's definition writes the second one itself."""

    RESERVED = "RESERVED"
    CONFIRMED = "CONFIRMED"
    UNDONE = "UNDONE"


class OutOfStockError(Exception):
    """There is less of the product than was ordered."""


class OrderConfirmedError(Exception):
    """The order is confirmed, by another execution for the same order: there is no way back."""


@cache
def client() -> Any:  # noqa: ANN401 - boto3 makes its classes at run time
    """Return the client; one per execution environment, so that its connection is reused.

    It is that of a resource, which takes and returns Python's own types.
    """
    return boto3.resource("dynamodb", config=_CONFIG).meta.client


def reserve(order: Order) -> bool:
    """Take an order's quantity out of stock, unless that was done before.

    Returns:
        Whether it was new.

    Raises:
        OutOfStockError: There is not enough; nothing has changed.
        InvalidOrderError: The id belongs to another order, or to one that was undone.
    """
    fields = {"product": order.product, "quantity": order.quantity, "amount": order.amount_cents}
    new_order = {
        "TableName": os.environ["ORDERS_TABLE"],
        "Item": {"id": order.id, "status": Status.RESERVED.value, **fields},
        "ConditionExpression": "attribute_not_exists(id)",
    }
    less_stock = _stock_change(order.product, -order.quantity)
    less_stock["ConditionExpression"] = "available >= :quantity"
    less_stock["ExpressionAttributeValues"][":quantity"] = order.quantity
    try:
        client().transact_write_items(
            TransactItems=[{"Put": new_order}, {"Update": less_stock}],
        )
    except ClientError as error:
        order_exists, too_little = _refused(error)
        if order_exists:
            _expect_the_same(order.id, fields)
            return False
        if too_little:
            raise OutOfStockError(f"less than {order.quantity} of {order.product}") from None
        raise
    return True


def undo(order_id: str) -> bool:
    """Give an order's quantity back to the stock, unless that was done before.

    An order that is not there is put down as undone, so that a reservation which is still under
    way finds it and stops.

    Returns:
        Whether stock was given back.

    Raises:
        OrderConfirmedError: It is too late.
    """
    record = _find(order_id)
    if record is None:
        client().put_item(
            TableName=os.environ["ORDERS_TABLE"],
            Item={"id": order_id, "status": Status.UNDONE.value},
            ConditionExpression="attribute_not_exists(id)",
        )
        return False
    if record["status"] == Status.CONFIRMED:
        raise OrderConfirmedError(f"order {order_id} is confirmed")
    if record["status"] == Status.UNDONE:
        return False
    undone = {
        "TableName": os.environ["ORDERS_TABLE"],
        "Key": {"id": order_id},
        "UpdateExpression": "SET #status = :undone",
        "ConditionExpression": "#status = :reserved",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {
            ":undone": Status.UNDONE.value,
            ":reserved": Status.RESERVED.value,
        },
    }
    more_stock = _stock_change(record["product"], int(record["quantity"]))
    client().transact_write_items(TransactItems=[{"Update": undone}, {"Update": more_stock}])
    return True


def _stock_change(product: str, difference: int) -> dict[str, Any]:
    return {
        "TableName": os.environ["STOCK_TABLE"],
        "Key": {"product": product},
        "UpdateExpression": "ADD available :difference",
        "ExpressionAttributeValues": {":difference": difference},
    }


def _refused(error: ClientError) -> list[bool]:
    """Tell which conditions of a transaction of two did not hold."""
    reasons = error.response.get("CancellationReasons", [{}, {}])
    return [reason.get("Code") == "ConditionalCheckFailed" for reason in reasons]


def _expect_the_same(order_id: str, fields: dict[str, Any]) -> None:
    record = _find(order_id) or {}
    if record.get("status") == Status.UNDONE:
        raise InvalidOrderError(f"order {order_id} was undone before")
    if any(record.get(name) != value for name, value in fields.items()):
        raise InvalidOrderError(f"order {order_id} is another order")


def _find(order_id: str) -> dict[str, Any] | None:
    answer = client().get_item(
        TableName=os.environ["ORDERS_TABLE"], Key={"id": order_id}, ConsistentRead=True
    )
    return answer.get("Item")
