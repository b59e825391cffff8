"""GET /notes."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from notes import store
from notes.list_notes import handler
from notes.model import Note

LoadEvent = Callable[[str], dict[str, Any]]


def test_pages_through_the_callers_notes_newest_first(load_event: LoadEvent) -> None:
    event = load_event("list-notes")
    stored = [_store_note(_caller(event), number) for number in range(5)]

    pages = []
    query = event["queryStringParameters"]
    while query:
        body = json.loads(handler(event | {"queryStringParameters": query}, None)["body"])
        pages.append([note["id"] for note in body["notes"]])
        query = body["next"] and {"limit": "2", "after": body["next"]}

    assert [len(page) for page in pages] == [2, 2, 1]
    assert [note_id for page in pages for note_id in page] == stored[::-1]


def test_shows_nobody_elses_notes(load_event: LoadEvent, origin: str) -> None:
    event = load_event("list-notes") | {"queryStringParameters": None}
    own = _store_note(_caller(event), 1)
    _store_note("somebody-else", 2)

    response = handler(event, None)

    assert response["statusCode"] == 200
    assert response["headers"]["Access-Control-Allow-Origin"] == origin
    body = json.loads(response["body"])
    assert [note["id"] for note in body["notes"]] == [own]
    assert body["next"] is None
    assert "owner" not in body["notes"][0]


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "101"}, {"limit": "many"}, {"after": ""}, {"after": "?"}]
)
def test_refuses_a_query_it_cannot_follow(load_event: LoadEvent, query: dict[str, str]) -> None:
    response = handler(load_event("list-notes") | {"queryStringParameters": query}, None)

    assert response["statusCode"] == 400


def _caller(event: dict[str, Any]) -> str:
    return event["requestContext"]["authorizer"]["claims"]["sub"]


def _store_note(owner: str, number: int) -> str:
    note = Note(f"{number:020}-1f0c7b5e", f"Note {number}", "2026-11-23T09:00:00+00:00")
    store.put(owner, note)
    return note.id
