"""Orders and stock: changed together, once, and only where it is still possible."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from orders import store
from orders.order import InvalidOrderError, Order

Record = Callable[[str, str], dict[str, Any]]
ORDER = Order("order-1", "lamp", 2, 4990)


def test_reserves_once(record: Record) -> None:
    assert store.reserve(ORDER)
    assert not store.reserve(ORDER)

    assert record("stock", "lamp")["available"] == 8


@pytest.mark.parametrize(
    "other", [Order("order-1", "lamp", 3, 4990), Order("order-1", "chair", 2, 4990)]
)
def test_an_id_belongs_to_one_order(record: Record, other: Order) -> None:
    store.reserve(ORDER)

    with pytest.raises(InvalidOrderError, match="another order"):
        store.reserve(other)
    assert record("stock", "lamp")["available"] == 8


def test_undoes_once(record: Record) -> None:
    store.reserve(ORDER)

    assert store.undo("order-1")
    assert not store.undo("order-1")

    assert record("stock", "lamp")["available"] == 10


def test_a_reservation_that_comes_too_late_is_refused(record: Record) -> None:
    assert not store.undo("order-1")

    with pytest.raises(InvalidOrderError, match="undone"):
        store.reserve(ORDER)
    assert record("stock", "lamp")["available"] == 10


def test_a_confirmed_order_is_not_undone(record: Record) -> None:
    store.reserve(ORDER)
    store.client().update_item(
        TableName="orders",
        Key={"id": "order-1"},
        UpdateExpression="SET #status = :confirmed",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":confirmed": "CONFIRMED"},
    )

    with pytest.raises(store.OrderConfirmedError):
        store.undo("order-1")
    assert record("stock", "lamp")["available"] == 8


@pytest.mark.usefixtures("aws")
def test_passes_other_errors_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCK_TABLE", "missing")

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        store.reserve(ORDER)
