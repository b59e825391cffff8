{% import "_shared/sdk.jinja" as sdk %}
"""Where items are kept."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from items.model import Item

{{ sdk.config("The SDK would wait a minute for an answer; a request to this API has seconds.") }}


{{ sdk.table() }}


def put(item: Item) -> None:
    """Store an item.

    There is no condition on the key: it is random, and a condition would refuse the SDK's own
    second try after a lost answer.
    """
    table().put_item(Item=item.as_dict())


def get(item_id: str) -> Item | None:
    """Return an item, or None where there is none."""
    record = table().get_item(Key={"id": item_id}).get("Item")
    return Item.from_record(record) if record else None


def page(limit: int, after: str | None) -> tuple[list[Item], str | None]:
    """Return up to `limit` items in the table's own order.

    Args:
        limit: How many items to read at most.
        after: The id at which the page before ended; None for the first page.

    Returns:
        The items, and the id to continue after, or None on the last page.
    """
    start = {"ExclusiveStartKey": {"id": after}} if after else {}
    answer = table().scan(Limit=limit, **start)
    last = answer.get("LastEvaluatedKey")
    return [Item.from_record(record) for record in answer["Items"]], last["id"] if last else None
