"""POST /items."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from items import store
from items.create_item import handler

LoadEvent = Callable[[str], dict[str, Any]]


def test_stores_the_item_and_says_where_it_is(load_event: LoadEvent) -> None:
    response = handler(load_event("create-item"), None)

    created = json.loads(response["body"])
    assert response["statusCode"] == 201
    assert response["headers"]["Location"] == f"/v1/items/{created['id']}"
    assert (created["name"], created["quantity"]) == ("Paper clips", 500)
    stored = store.get(created["id"])
    assert stored is not None
    assert stored.as_dict() == created


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (None, {"body"}),
        ("{", {"body"}),
        ("[" * 100_000, {"body"}),
        ("[]", {"body"}),
        ("{}", {"name", "quantity"}),
        ('{"name": "Paper clips", "quantity": 500, "colour": "red"}', {"body"}),
        ('{"name": "  ", "quantity": 500}', {"name"}),
        ('{"name": "\\ud800", "quantity": 500}', {"name"}),
        ('{"name": 7, "quantity": 500}', {"name"}),
        ('{"name": "Paper clips", "quantity": -1}', {"quantity"}),
        ('{"name": "Paper clips", "quantity": 1.5}', {"quantity"}),
        ('{"name": "Paper clips", "quantity": true}', {"quantity"}),
    ],
    ids=[
        "no body",
        "no JSON",
        "nested too deep",
        "no object",
        "no fields",
        "unknown field",
        "blank name",
        "half a character",
        "name of the wrong type",
        "negative quantity",
        "broken quantity",
        "boolean quantity",
    ],
)
def test_refuses_what_is_no_item(load_event: LoadEvent, body: str | None, fields: set[str]) -> None:
    response = handler(load_event("create-item") | {"body": body}, None)

    assert response["statusCode"] == 400
    assert response["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(response["body"])["errors"].keys() == fields
    assert store.page(limit=1, after=None) == ([], None)


def test_trims_the_name(load_event: LoadEvent) -> None:
    body = '{"name": "  종이 클립 ", "quantity": 1}'

    response = handler(load_event("create-item") | {"body": body}, None)

    assert json.loads(response["body"])["name"] == "종이 클립"
