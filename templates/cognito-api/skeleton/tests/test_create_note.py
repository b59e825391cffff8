"""POST /notes."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from notes import store
from notes.create_note import handler

LoadEvent = Callable[[str], dict[str, Any]]


def test_stores_the_note_under_its_owner(load_event: LoadEvent, origin: str) -> None:
    event = load_event("create-note")

    response = handler(event, None)

    created = json.loads(response["body"])
    assert response["statusCode"] == 201
    assert response["headers"]["Access-Control-Allow-Origin"] == origin
    assert created["text"] == "Water the plants"
    owner = event["requestContext"]["authorizer"]["claims"]["sub"]
    notes, _ = store.page(owner, limit=10, after=None)
    assert [note.as_dict() for note in notes] == [created]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (None, {"body"}),
        ("{", {"body"}),
        ("[" * 100_000, {"body"}),
        ("[]", {"body"}),
        ("{}", {"text"}),
        ('{"text": ""}', {"text"}),
        ('{"text": 7}', {"text"}),
        ('{"text": "\\ud800"}', {"text"}),
        ('{"text": "Mine", "owner": "somebody-else"}', {"body"}),
        ('{"text": "' + "x" * 10_001 + '"}', {"text"}),
    ],
    ids=[
        "no body",
        "no JSON",
        "nested too deep",
        "no object",
        "no text",
        "empty text",
        "text of the wrong type",
        "half a character",
        "an owner",
        "too long",
    ],
)
def test_refuses_what_is_no_note(
    load_event: LoadEvent, origin: str, body: str | None, fields: set[str]
) -> None:
    event = load_event("create-note")

    response = handler(event | {"body": body}, None)

    assert response["statusCode"] == 400
    assert response["headers"]["Access-Control-Allow-Origin"] == origin
    assert json.loads(response["body"])["errors"].keys() == fields
    assert store.table().scan()["Items"] == []
