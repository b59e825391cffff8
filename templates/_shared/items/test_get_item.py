"""GET /items/{id}."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from items import store
from items.get_item import handler
from items.model import Item

LoadEvent = Callable[[str], dict[str, Any]]


def test_returns_the_item(load_event: LoadEvent) -> None:
    event = load_event("get-item")
    item = Item(event["pathParameters"]["id"], "Paper clips", 500, "2026-11-23T09:00:00+00:00")
    store.put(item)

    response = handler(event, None)

    assert response["statusCode"] == 200
    assert json.loads(response["body"]) == item.as_dict()


@pytest.mark.parametrize("item_id", ["3f2b8c1e-6d4a-4c58-9e07-5b1a2f9d8c70", "x" * 3000])
def test_answers_404_where_there_is_no_item(load_event: LoadEvent, item_id: str) -> None:
    response = handler(load_event("get-item") | {"pathParameters": {"id": item_id}}, None)

    assert response["statusCode"] == 404
    assert json.loads(response["body"])["title"] == "Not Found"
