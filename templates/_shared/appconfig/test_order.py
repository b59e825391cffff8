"""Orders: which are taken, and what they come to."""

from typing import Any

import pytest

from checkout.order import SHIPPING, InvalidOrderError, Order, price
from checkout.settings import DEFAULTS, Settings

LINES = [{"price": 1250, "quantity": 2}, {"price": 500, "quantity": 1}]
ORDER: dict[str, Any] = {"customer": "c-1001", "lines": LINES}
OFFERS = Settings(gift_wrap_price=350, free_shipping_from=3000, version="7")


def test_reads_an_order() -> None:
    assert Order.from_document(ORDER) == Order("c-1001", subtotal=3000, gift_wrap=False)
    assert Order.from_document(ORDER | {"gift_wrap": True}).gift_wrap


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"customer": "c-1001"},
        ORDER | {"customer": ""},
        ORDER | {"customer": "c-1001\r\nHost: elsewhere"},
        ORDER | {"customer": 1001},
        ORDER | {"lines": []},
        ORDER | {"lines": LINES * 51},
        ORDER | {"lines": ["mug"]},
        ORDER | {"lines": [{"price": 1250}]},
        ORDER | {"lines": [{"price": 1250, "quantity": 0}]},
        ORDER | {"lines": [{"price": 12.5, "quantity": 1}]},
        ORDER | {"lines": [{"price": True, "quantity": 1}]},
        ORDER | {"gift_wrap": "yes"},
    ],
)
def test_refuses_what_is_no_order(document: object) -> None:
    with pytest.raises(InvalidOrderError):
        Order.from_document(document)


def test_offers_nothing_by_default() -> None:
    answer = price(Order("c-1001", 100_000, gift_wrap=True), DEFAULTS)

    assert answer == {
        "subtotal": 100_000,
        "gift_wrap": None,
        "shipping": SHIPPING,
        "total": 100_000 + SHIPPING,
        "configuration_version": "",
    }


@pytest.mark.parametrize(("subtotal", "shipping"), [(2999, SHIPPING), (3000, 0), (3001, 0)])
def test_ships_free_from_the_minimum(subtotal: int, shipping: int) -> None:
    answer = price(Order("c-1001", subtotal, gift_wrap=False), OFFERS)

    assert (answer["shipping"], answer["total"]) == (shipping, subtotal + shipping)


def test_wraps_what_is_to_be_wrapped() -> None:
    answer = price(Order("c-1001", 3000, gift_wrap=True), OFFERS)

    assert (answer["gift_wrap"], answer["total"]) == (350, 3350)
    assert answer["configuration_version"] == "7"
