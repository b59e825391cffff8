"""The handler: what is stored, and what it answers Lambda."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from consumer import store
from consumer.app import handler

LoadEvent = Callable[[str], dict[str, Any]]


def stored_items() -> dict[str, dict[str, str]]:
    return {item["id"]: item for item in store.table().scan()["Items"]}


def failed_ids(response: dict[str, list[dict[str, str]]]) -> list[str]:
    return [failure["itemIdentifier"] for failure in response["batchItemFailures"]]


def test_stores_a_batch(load_event: LoadEvent) -> None:
    response = handler(load_event("batch"), None)

    assert response == {"batchItemFailures": []}
    assert set(stored_items()) == {"order-1001", "order-1002"}


def test_a_poison_message_comes_back_alone(
    load_event: LoadEvent, caplog: pytest.LogCaptureFixture
) -> None:
    event = load_event("poison-message")

    with caplog.at_level(logging.INFO):
        response = handler(event, None)

    assert failed_ids(response) == [event["Records"][1]["messageId"]]
    assert set(stored_items()) == {"order-1003", "order-1004"}
    failure = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert failure.sqs_message_id == event["Records"][1]["messageId"]
    assert failure.receive_count == 4


def test_a_second_delivery_changes_nothing(load_event: LoadEvent) -> None:
    event = load_event("batch")
    handler(event, None)
    before = stored_items()

    response = handler(event, None)

    assert response == {"batchItemFailures": []}
    assert stored_items() == before


def test_everything_comes_back_while_the_table_is_out(
    load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_message: object) -> bool:
        raise ClientError({"Error": {"Code": "InternalServerError"}}, "PutItem")

    monkeypatch.setattr(store, "put_once", refuse)
    event = load_event("batch")

    assert failed_ids(handler(event, None)) == [r["messageId"] for r in event["Records"]]
