"""The store: one status after another, and errors passed on."""

from itertools import product

import pytest
from botocore.exceptions import ClientError

from consumer import store
from consumer.change import Status, StatusChange

# None is an order nobody has placed.
STEPS = list(product([None, *Status], Status))


@pytest.mark.parametrize(("reached", "new"), STEPS)
def test_an_order_moves_on_by_one_status_at_a_time(reached: Status | None, new: Status) -> None:
    place(reached)

    if new.previous == reached:
        assert store.apply(StatusChange("order-1", new))
        assert reached_status() == new
    elif reached is not None and reached.rank >= new.rank:
        assert not store.apply(StatusChange("order-1", new))
        assert reached_status() == reached
    else:
        with pytest.raises(store.OutOfOrderError, match=reached or "unknown"):
            store.apply(StatusChange("order-1", new))
        assert reached_status() == reached


def test_passes_other_errors_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "missing")
    store.table.cache_clear()

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        store.apply(StatusChange("order-1", Status.PLACED))


def place(status: Status | None) -> None:
    if status is not None:
        store.table().put_item(Item={"id": "order-1", "status": status})


def reached_status() -> str | None:
    return store.table().get_item(Key={"id": "order-1"}).get("Item", {}).get("status")
