"""The workflow from end to end: what becomes of an order, and of the stock."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from orders import payments, store

Execute = Callable[[dict[str, Any]], dict[str, Any]]
LoadEvent = Callable[[str], dict[str, Any]]
Record = Callable[[str, str], dict[str, Any]]


class TemporaryError(Exception):
    """What goes away by itself."""


def failing(times: int, then: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that fails a number of times before it does its work."""
    calls = iter(range(times))

    def call(*arguments: object) -> object:
        if next(calls, None) is not None:
            raise TemporaryError("try again")
        return then(*arguments)

    return call


def test_confirms_an_order(execute: Execute, load_event: LoadEvent, record: Record) -> None:
    order = load_event("order")

    execution = execute(order)

    assert execution["status"] == "SUCCEEDED"
    assert json.loads(execution["output"]) == {
        "status": "CONFIRMED",
        "payment_id": "payment-order-1001",
        "order": order,
    }
    stored = record("orders", "order-1001")
    assert (stored["status"], stored["payment_id"]) == ("CONFIRMED", "payment-order-1001")
    assert record("stock", "lamp")["available"] == 8


def test_a_declined_payment_gives_the_stock_back(
    execute: Execute, load_event: LoadEvent, record: Record
) -> None:
    execution = execute(load_event("declined-order"))

    assert execution["status"] == "SUCCEEDED"
    output = json.loads(execution["output"])
    assert (output["status"], output["reason"]) == ("REJECTED", "PaymentDeclinedError")
    assert record("orders", "order-1002")["status"] == "UNDONE"
    assert record("stock", "lamp")["available"] == 10


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quantity": 11}, "OutOfStockError"),
        ({"product": "chair"}, "OutOfStockError"),
        ({"quantity": 0}, "InvalidOrderError"),
        ({"order_id": None}, "InvalidOrderError"),
    ],
    ids=["too many", "no such product", "none", "no id"],
)
def test_rejects_what_cannot_be_reserved(
    execute: Execute,
    load_event: LoadEvent,
    record: Record,
    change: dict[str, Any],
    reason: str,
) -> None:
    execution = execute(load_event("order") | change)

    assert execution["status"] == "SUCCEEDED"
    output = json.loads(execution["output"])
    assert (output["status"], output["reason"]) == ("REJECTED", reason)
    assert record("orders", "order-1001") == {}
    assert record("stock", "lamp")["available"] == 10


def test_retries_what_goes_away(
    execute: Execute,
    load_event: LoadEvent,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "reserve", failing(3, store.reserve))
    monkeypatch.setattr(payments, "charge", failing(3, payments.charge))

    assert execute(load_event("order"))["status"] == "SUCCEEDED"
    assert record("stock", "lamp")["available"] == 8


def test_a_lost_answer_reserves_nothing_twice(
    execute: Execute,
    load_event: LoadEvent,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reserve = store.reserve
    calls = []

    def lose_the_first_answer(order: Any) -> bool:  # noqa: ANN401
        calls.append(reserve(order))
        if len(calls) == 1:
            raise TemporaryError("the answer was lost")
        return calls[-1]

    monkeypatch.setattr(store, "reserve", lose_the_first_answer)

    assert execute(load_event("order"))["status"] == "SUCCEEDED"
    assert calls == [True, False]
    assert record("stock", "lamp")["available"] == 8


@pytest.mark.parametrize("step", [(store, "reserve"), (payments, "charge")], ids=lambda s: s[1])
def test_undoes_what_fails_for_good(
    execute: Execute,
    load_event: LoadEvent,
    record: Record,
    monkeypatch: pytest.MonkeyPatch,
    step: tuple[Any, str],
) -> None:
    monkeypatch.setattr(*step, failing(99, print))

    execution = execute(load_event("order"))

    assert (execution["status"], execution["error"]) == ("FAILED", "TemporaryError")
    assert record("orders", "order-1001")["status"] == "UNDONE"
    assert record("stock", "lamp")["available"] == 10


def test_fails_where_undoing_fails(
    execute: Execute, load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "undo", failing(99, print))

    execution = execute(load_event("declined-order"))

    assert (execution["status"], execution["error"]) == ("FAILED", "TemporaryError")


def test_a_second_execution_for_an_order_changes_nothing(
    execute: Execute, load_event: LoadEvent, record: Record
) -> None:
    execute(load_event("order"))

    assert execute(load_event("order"))["status"] == "SUCCEEDED"
    assert record("stock", "lamp")["available"] == 8
