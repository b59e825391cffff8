"""The functions: what they answer."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

import price
import report

LoadEvent = Callable[[str], dict[str, Any]]


def test_prices_an_order(load_event: LoadEvent) -> None:
    answer = price.handler(load_event("price"), None)

    assert answer == {"valid": True, "id": "order-1001", "currency": "EUR", "total": "24.90"}


def test_says_what_is_wrong_with_an_order(
    load_event: LoadEvent, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = price.handler(load_event("price") | {"currency": "euro"}, None)

    assert not answer["valid"]
    assert answer["errors"].keys() == {"currency"}
    assert caplog.records[-1].errors == answer["errors"]


def test_sums_up_by_currency(load_event: LoadEvent) -> None:
    answer = report.handler(load_event("report"), None)

    assert answer == {"turnover": {"EUR": "24.90", "KRW": "36000.00"}, "refused": 1}


def test_sums_up_nothing() -> None:
    assert report.handler({"orders": []}, None) == {"turnover": {}, "refused": 0}
