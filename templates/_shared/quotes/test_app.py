"""The handler: what callers get, and that their mistakes are no failures."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from quotes.app import handler

EVENTS = Path(__file__).parent.parent / "events"


def load_event(name: str) -> dict[str, Any]:
    return json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))


def test_answers_what_a_parcel_costs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        answer = handler(load_event("quote"), None)

    assert answer == {"price_cents": 1630}
    assert [record.price_cents for record in caplog.records] == [1630]


def test_answers_what_is_wrong_with_a_parcel() -> None:
    answer = handler(load_event("too-heavy"), None)

    assert answer["errors"].keys() == {"weight_grams"}
