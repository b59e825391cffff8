"""Proves record_once.py: the second delivery of an order changes nothing."""

from __future__ import annotations

from types import ModuleType

import boto3
from moto import mock_aws


def prove(example: ModuleType) -> None:
    """Record one order twice and another one once."""
    with mock_aws():
        table = boto3.resource("dynamodb", region_name="us-east-1").create_table(
            TableName="shipments",
            KeySchema=[{"AttributeName": "order_id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "order_id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )

        assert example.record_once(table, "A-1", "Seoul") is True
        assert example.record_once(table, "A-1", "Busan") is False
        assert example.record_once(table, "A-2", "Busan") is True

        assert table.get_item(Key={"order_id": "A-1"})["Item"]["address"] == "Seoul"
