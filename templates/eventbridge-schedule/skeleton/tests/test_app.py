"""A run: what it expires, what it leaves, and what a second one does."""

import logging
from collections.abc import Callable
from typing import Any

import pytest

from reservations import store
from reservations.app import Context, handler

LoadEvent = Callable[[str], dict[str, Any]]
TimeFor = Callable[[int], Context]

DUE = "2026-11-23T02:30:00Z"
LATER = "2026-11-23T02:30:01Z"


def reserve(reservation_id: str, expires_at: str) -> None:
    store.table().put_item(
        Item={"id": reservation_id, "expires_at": expires_at, "open": store.OPEN}
    )


def reservation(reservation_id: str) -> dict[str, Any]:
    return store.table().get_item(Key={"id": reservation_id})["Item"]


def test_expires_what_is_due(load_event: LoadEvent, time_for: TimeFor) -> None:
    reserve("old", "2026-01-01T00:00:00Z")
    reserve("due", DUE)
    reserve("later", LATER)

    result = handler(load_event("scheduled"), time_for(9))

    assert result == {"scheduled_time": DUE, "expired": 2, "complete": True}
    assert reservation("due") == {"id": "due", "expires_at": DUE, "expired_at": DUE}
    assert reservation("later") == {"id": "later", "expires_at": LATER, "open": store.OPEN}


def test_a_second_run_changes_nothing(load_event: LoadEvent, time_for: TimeFor) -> None:
    reserve("due", DUE)
    handler(load_event("scheduled"), time_for(9))
    before = reservation("due")

    assert handler(load_event("scheduled"), time_for(9))["expired"] == 0
    assert reservation("due") == before


def test_a_late_run_goes_by_the_scheduled_time(load_event: LoadEvent, time_for: TimeFor) -> None:
    reserve("later", LATER)

    assert handler(load_event("scheduled"), time_for(9))["expired"] == 0


def test_stops_in_time_and_goes_on_the_next_time(
    load_event: LoadEvent, time_for: TimeFor, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(5):
        reserve(f"due-{number}", f"2026-11-2{number}T00:00:00Z")
    event = load_event("scheduled") | {"scheduled_time": "2026-11-30T00:00:00Z"}

    with caplog.at_level(logging.INFO):
        first = handler(event, time_for(3))
        second = handler(event, time_for(9))

    assert (first["expired"], first["complete"]) == (3, False)
    assert (second["expired"], second["complete"]) == (2, True)
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.INFO]


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"scheduled_time": "<aws.scheduler.scheduled-time>"},
        {"scheduled_time": "2026-11-23 02:30"},
    ],
)
def test_raises_where_there_is_no_time(event: dict[str, str], time_for: TimeFor) -> None:
    with pytest.raises((KeyError, ValueError)):
        handler(event, time_for(9))
