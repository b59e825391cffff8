"""What a parcel costs, and what is none."""

from typing import Any

import pytest

from quotes.quote import InvalidParcelError, Parcel


@pytest.mark.parametrize(
    ("weight_grams", "zone", "price_cents"),
    [
        (1, "domestic", 490),
        (1000, "domestic", 490),
        (1001, "domestic", 600),
        (30_000, "domestic", 3680),
        (2500, "abroad", 1970),
    ],
)
def test_prices_each_begun_kilogram(weight_grams: int, zone: str, price_cents: int) -> None:
    parcel = Parcel.from_fields({"weight_grams": weight_grams, "zone": zone})

    assert parcel.price_cents == price_cents


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (None, {"body"}),
        ([], {"body"}),
        ({}, {"weight_grams", "zone"}),
        ({"weight_grams": 0, "zone": "domestic"}, {"weight_grams"}),
        ({"weight_grams": 30_001, "zone": "domestic"}, {"weight_grams"}),
        ({"weight_grams": True, "zone": "domestic"}, {"weight_grams"}),
        ({"weight_grams": "800", "zone": "domestic"}, {"weight_grams"}),
        ({"weight_grams": 800, "zone": "moon"}, {"zone"}),
        ({"weight_grams": 800, "zone": ["domestic"]}, {"zone"}),
        ({"weight_grams": 800, "zone": "domestic", "express": True}, {"body"}),
    ],
)
def test_refuses_what_is_no_parcel(fields: Any, wrong: set[str]) -> None:  # noqa: ANN401 - anything
    with pytest.raises(InvalidParcelError) as refusal:
        Parcel.from_fields(fields)

    assert refusal.value.errors.keys() == wrong
