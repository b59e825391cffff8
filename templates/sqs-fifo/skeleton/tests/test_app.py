"""The handler: what is applied, what comes again, and that no group loses its order."""

import json
import logging
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from botocore.exceptions import ClientError

from consumer import store
from consumer.app import handler

LoadEvent = Callable[[str], dict[str, Any]]
STATUSES = ["placed", "paid", "shipped"]


def reached_statuses() -> dict[str, str]:
    return {item["id"]: item["status"] for item in store.table().scan()["Items"]}


def returned_ids(response: dict[str, list[dict[str, str]]]) -> list[str]:
    return [failure["itemIdentifier"] for failure in response["batchItemFailures"]]


def test_applies_a_batch_in_order(load_event: LoadEvent) -> None:
    response = handler(load_event("batch"), None)

    assert response == {"batchItemFailures": []}
    assert reached_statuses() == {"order-1001": "paid", "order-1002": "placed"}


def test_a_failure_holds_back_the_rest_of_its_group_and_no_other(
    load_event: LoadEvent, caplog: pytest.LogCaptureFixture
) -> None:
    event = load_event("failing-group")
    ids = [record["messageId"] for record in event["Records"]]

    with caplog.at_level(logging.INFO):
        response = handler(event, None)

    assert returned_ids(response) == [ids[1], ids[3]]
    assert reached_statuses() == {"order-1003": "placed", "order-1004": "paid"}
    logged = {
        (record.sqs_message_id, record.message)
        for record in caplog.records
        if record.message_group == "order-1003"
    }
    assert logged == {
        (ids[0], "order moved on"),
        (ids[1], "message failed"),
        (ids[3], "message waits for its group"),
    }
    failure = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert failure.receive_count == 2


@pytest.mark.parametrize("length", [1, 2, 3])
def test_wherever_messages_fail_a_group_stops_there(length: int) -> None:
    """Two groups of messages, interleaved, in every pattern of failures."""
    for pattern in product([False, True], repeat=2 * length):
        broken = {f"a-{pattern}": pattern[0::2], f"b-{pattern}": pattern[1::2]}

        returned = set(returned_ids(handler({"Records": list(_records(broken))}, None)))

        reached = reached_statuses()
        for group, fails in broken.items():
            applied = [*fails, True].index(True)
            assert reached.get(group) == (STATUSES[applied - 1] if applied else None)
            assert {f"{group} {number}" for number in range(applied, length)} <= returned
            assert not {f"{group} {number}" for number in range(applied)} & returned


def test_what_was_returned_is_applied_once_it_is_mended(load_event: LoadEvent) -> None:
    event = load_event("failing-group")
    returned = set(returned_ids(handler(event, None)))
    again = [record for record in event["Records"] if record["messageId"] in returned]
    again[0]["body"] = again[0]["body"].replace("payed", "paid")

    response = handler({"Records": again}, None)

    assert response == {"batchItemFailures": []}
    assert reached_statuses()["order-1003"] == "shipped"


def test_a_second_delivery_changes_nothing(load_event: LoadEvent) -> None:
    event = load_event("batch")
    handler(event, None)
    before = store.table().scan()["Items"]

    response = handler(event, None)

    assert response == {"batchItemFailures": []}
    assert store.table().scan()["Items"] == before


def test_everything_comes_back_while_the_table_is_out(
    load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_change: object) -> bool:
        raise ClientError({"Error": {"Code": "InternalServerError"}}, "UpdateItem")

    monkeypatch.setattr(store, "apply", refuse)
    event = load_event("batch")

    assert returned_ids(handler(event, None)) == [r["messageId"] for r in event["Records"]]


def _records(broken: dict[str, tuple[bool, ...]]) -> Iterator[dict[str, Any]]:
    for number, fails in enumerate(zip(*broken.values(), strict=True)):
        for group, fail in zip(broken, fails, strict=True):
            status = "lost" if fail else STATUSES[number]
            yield {
                "messageId": f"{group} {number}",
                "body": json.dumps({"order_id": group, "status": status}),
                "attributes": {"MessageGroupId": group, "ApproximateReceiveCount": "1"},
            }
