"""A table in memory, and the events that `sam local invoke` takes too."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from {{ package }} import {{ modules | default("store") }}

EVENTS = Path(__file__).parent.parent / "events"
TABLE_NAME = "{{ table_name }}"


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Provide an empty table, and make sure that no test reaches an account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("TABLE_NAME", TABLE_NAME)
    with mock_aws():
        boto3.client("dynamodb").create_table(
            TableName=TABLE_NAME,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions={{ attribute_definitions | default('[{"AttributeName": "id", "AttributeType": "S"}]') }},
            KeySchema={{ key_schema | default('[{"AttributeName": "id", "KeyType": "HASH"}]') }},
        )
        store.table.cache_clear()
        yield
        store.table.cache_clear()
