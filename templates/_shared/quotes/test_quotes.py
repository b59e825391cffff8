"""The function: what a parcel costs, and which parcels are refused."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from quotes.app import handler
from quotes.parcel import Parcel, Zone
from quotes.tariff import price_of

EVENTS = Path(__file__).parent.parent / "events"


def load_event(name: str) -> dict[str, Any]:
    return json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))


def test_answers_what_a_parcel_costs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        answer = handler(load_event("quote"), None)

    assert answer == {"zone": "world", "weight_grams": 1200, "price_cents": 2270}
    assert [record.price_cents for record in caplog.records] == [2270]


def test_a_parcel_that_is_too_heavy_is_refused_and_fails_nothing() -> None:
    assert handler(load_event("too-heavy"), None) == {
        "error": "weight_grams must be from 1 to 30000"
    }


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ({}, "weight_grams"),
        ({"weight_grams": "500", "zone": "world"}, "weight_grams"),
        ({"weight_grams": True, "zone": "world"}, "weight_grams"),
        ({"weight_grams": 0, "zone": "world"}, "weight_grams"),
        ({"weight_grams": 500}, "zone"),
        ({"weight_grams": 500, "zone": "moon"}, "zone"),
        ({"weight_grams": 500, "zone": ["world"]}, "zone"),
    ],
)
def test_refuses_what_is_no_parcel(event: dict[str, Any], field: str) -> None:
    assert handler(event, None)["error"].startswith(f"{field} must be")


@pytest.mark.parametrize(("grams", "cents"), [(1, 430), (500, 430), (501, 470), (30_000, 2790)])
def test_each_step_begun_is_paid_whole(grams: int, cents: int) -> None:
    assert price_of(Parcel(grams, Zone.DOMESTIC)) == cents


def test_farther_costs_more() -> None:
    prices = [price_of(Parcel(2_000, zone)) for zone in Zone]

    assert prices == sorted(set(prices))
