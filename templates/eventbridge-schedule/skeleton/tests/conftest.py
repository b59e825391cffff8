"""A table in memory, the event that `sam local invoke` takes too, and a context."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from reservations import store

EVENTS = Path(__file__).parent.parent / "events"


class FakeContext:
    """A context with time for a number of reservations."""

    def __init__(self, reservations: int) -> None:
        self.left = reservations

    def get_remaining_time_in_millis(self) -> int:
        """Return plenty, until nothing is left."""
        self.left -= 1
        return 60_000 if self.left >= 0 else 4_999


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def time_for() -> Callable[[int], FakeContext]:
    """Return a function that makes a context with time for a number of reservations."""
    return FakeContext


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Provide an empty table, and make sure that no test reaches an account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("TABLE_NAME", "reservations")
    with mock_aws():
        boto3.client("dynamodb").create_table(
            TableName="reservations",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "id", "AttributeType": "S"},
                {"AttributeName": "open", "AttributeType": "S"},
                {"AttributeName": "expires_at", "AttributeType": "S"},
            ],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": store.INDEX,
                    "KeySchema": [
                        {"AttributeName": "open", "KeyType": "HASH"},
                        {"AttributeName": "expires_at", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "KEYS_ONLY"},
                }
            ],
        )
        store.table.cache_clear()
        yield
        store.table.cache_clear()
