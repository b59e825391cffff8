"""The store: each message once, and errors passed on."""

import pytest
from botocore.exceptions import ClientError

from consumer import store
from consumer.message import Message


def test_keeps_the_first_of_two_messages_with_one_id() -> None:
    assert store.put_once(Message("order-1", '{"id": "order-1", "total": 10}'))
    assert not store.put_once(Message("order-1", '{"id": "order-1", "total": 99}'))

    item = store.table().get_item(Key={"id": "order-1"})["Item"]
    assert item["body"] == '{"id": "order-1", "total": 10}'


def test_passes_other_errors_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "missing")
    store.table.cache_clear()

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        store.put_once(Message("order-1", "{}"))
