"""The layer's own code: which orders there are, and what they cost."""

from decimal import Decimal
from typing import Any

import pytest

from orders import InvalidOrderError, parse_order


def order(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a caller may send
    return {"id": "order-1", "currency": "EUR", "lines": [line()], **fields}


def line(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a caller may send
    return {"article": "stapler", "quantity": 2, "unit_price": "0.10", **fields}


def test_adds_up_without_losing_a_cent() -> None:
    many = parse_order(order(lines=[line(quantity=3), line(unit_price="0.70", quantity=1)]))

    assert many.total == Decimal("1.00")
    assert str(parse_order(order()).total) == "0.20"


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        (None, {"order"}),
        ([], {"order"}),
        ({}, {"id", "currency", "lines"}),
        (order(id=""), {"id"}),
        (order(currency="euro"), {"currency"}),
        (order(lines=[]), {"lines"}),
        (order(lines=[line()] * 501), {"lines"}),
        (order(colour="red"), {"colour"}),
        (order(lines=[line(), line(quantity=0)]), {"lines.1.quantity"}),
        (order(lines=[line(quantity="2")]), {"lines.0.quantity"}),
        (order(lines=[line(quantity=True)]), {"lines.0.quantity"}),
        (order(lines=[line(unit_price="-0.10")]), {"lines.0.unit_price"}),
        (order(lines=[line(unit_price="0.101")]), {"lines.0.unit_price"}),
        (order(lines=[line(unit_price="NaN")]), {"lines.0.unit_price"}),
    ],
)
def test_refuses_what_is_no_order(value: object, fields: set[str]) -> None:
    with pytest.raises(InvalidOrderError) as caught:
        parse_order(value)

    assert caught.value.errors.keys() == fields
