"""GET /items."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from items import store
from items.list_items import handler
from items.model import Item

LoadEvent = Callable[[str], dict[str, Any]]


def test_pages_through_all_items_once(load_event: LoadEvent) -> None:
    stored = {_store_item(quantity).id for quantity in range(5)}
    event = load_event("list-items")

    pages = []
    query = event["queryStringParameters"]
    while query:
        body = json.loads(handler(event | {"queryStringParameters": query}, None)["body"])
        pages.append([item["id"] for item in body["items"]])
        query = body["next"] and {"limit": "2", "after": body["next"]}

    assert [len(page) for page in pages] == [2, 2, 1]
    assert {item_id for page in pages for item_id in page} == stored


def test_lists_without_a_query(load_event: LoadEvent) -> None:
    item = _store_item(quantity=1)

    response = handler(load_event("list-items") | {"queryStringParameters": None}, None)

    assert response["statusCode"] == 200
    assert json.loads(response["body"]) == {"items": [item.as_dict()], "next": None}


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "101"}, {"limit": "many"}, {"after": ""}, {"after": "?"}]
)
def test_refuses_a_query_it_cannot_follow(load_event: LoadEvent, query: dict[str, str]) -> None:
    response = handler(load_event("list-items") | {"queryStringParameters": query}, None)

    assert response["statusCode"] == 400


def _store_item(quantity: int) -> Item:
    item = Item.from_request(json.dumps({"name": "Paper clips", "quantity": quantity}))
    store.put(item)
    return item
