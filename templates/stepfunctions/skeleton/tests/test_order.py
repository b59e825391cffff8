"""Orders: which are taken, and which are not."""

from typing import Any

import pytest

from orders.order import InvalidOrderError, Order

INPUT = {"order_id": "order-1", "product": "lamp", "quantity": 2, "amount_cents": 4990}


def test_reads_an_order() -> None:
    assert Order.from_input(INPUT) == Order("order-1", "lamp", 2, 4990)


@pytest.mark.parametrize(
    "change",
    [
        {"order_id": ""},
        {"order_id": 7},
        {"order_id": "x" * 129},
        {"product": None},
        {"quantity": 0},
        {"quantity": 1.5},
        {"quantity": True},
        {"quantity": 10_001},
        {"amount_cents": -1},
        {"amount_cents": "4990"},
    ],
)
def test_refuses_what_is_no_order(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidOrderError, match=next(iter(change))):
        Order.from_input(INPUT | change)
