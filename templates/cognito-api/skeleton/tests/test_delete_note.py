"""DELETE /notes/{id}."""

from collections.abc import Callable
from typing import Any

import pytest

from notes import store
from notes.delete_note import handler
from notes.model import Note

LoadEvent = Callable[[str], dict[str, Any]]


def test_deletes_the_callers_note(load_event: LoadEvent, origin: str) -> None:
    event = load_event("delete-note")
    _store_note(event["requestContext"]["authorizer"]["claims"]["sub"], event)

    response = handler(event, None)

    assert (response["statusCode"], response["body"]) == (204, "")
    assert response["headers"]["Access-Control-Allow-Origin"] == origin
    assert store.table().scan()["Items"] == []


def test_leaves_the_note_of_somebody_else(load_event: LoadEvent) -> None:
    event = load_event("delete-note")
    _store_note("somebody-else", event)

    assert handler(event, None)["statusCode"] == 404
    assert len(store.table().scan()["Items"]) == 1


@pytest.mark.parametrize("note_id", ["20261123090000000000-1f0c7b5e", "?", "x" * 3000])
def test_answers_404_where_there_is_no_note(load_event: LoadEvent, note_id: str) -> None:
    response = handler(load_event("delete-note") | {"pathParameters": {"id": note_id}}, None)

    assert response["statusCode"] == 404


def _store_note(owner: str, event: dict[str, Any]) -> None:
    note_id = event["pathParameters"]["id"]
    store.put(owner, Note(note_id, "Water the plants", "2026-11-23T09:00:00+00:00"))
