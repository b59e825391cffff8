"""The function: what it answers, and what it keeps."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from notes import store
from notes.app import handler

LoadEvent = Callable[[str], dict[str, Any]]


def content(answer: dict[str, Any]) -> dict[str, str]:
    assert answer["headers"]["Content-Type"] == "application/json"
    return json.loads(answer["body"])


def test_a_note_is_read_as_it_was_written(load_event: LoadEvent) -> None:
    written = handler(load_event("put-note"), None)
    read = handler(load_event("get-note"), None)

    assert written["statusCode"] == read["statusCode"] == 200
    assert content(read) == content(written)
    assert (content(read)["id"], content(read)["text"]) == ("shopping", "paper clips")


def test_the_last_one_written_counts(load_event: LoadEvent) -> None:
    event = load_event("put-note")
    for text in ("paper clips", "종이 클립"):
        handler(event | {"body": json.dumps({"text": text})}, None)

    assert content(handler(load_event("get-note"), None))["text"] == "종이 클립"


def test_takes_a_body_that_lambda_encoded(load_event: LoadEvent) -> None:
    body = base64.b64encode(b'{"text": "stapler"}').decode()

    answer = handler(load_event("put-note") | {"body": body, "isBase64Encoded": True}, None)

    assert content(answer)["text"] == "stapler"


@pytest.mark.parametrize(
    "body",
    ["", "paper clips", "[" * 100_000, "[]", "{}", '{"text": "a", "colour": "red"}']
    + [json.dumps({"text": text}) for text in ("", 7, None, "x" * 10_001, "\ud800")],
)
def test_refuses_what_is_no_note(load_event: LoadEvent, body: str) -> None:
    answer = handler(load_event("put-note") | {"body": body}, None)

    assert answer["statusCode"] == 400
    assert store.get("shopping") is None


def test_refuses_a_request_without_a_body(load_event: LoadEvent) -> None:
    event = load_event("put-note")
    del event["body"]

    assert handler(event, None)["statusCode"] == 400


@pytest.mark.parametrize("path", ["/shopping", "/", "/a/b", "/Shopping", "/" + "x" * 65])
def test_answers_404_where_there_is_no_note(load_event: LoadEvent, path: str) -> None:
    assert handler(load_event("get-note") | {"rawPath": path}, None)["statusCode"] == 404


def test_answers_get_and_put_only(load_event: LoadEvent) -> None:
    event = load_event("get-note")
    event["requestContext"]["http"]["method"] = "DELETE"

    answer = handler(event, None)

    assert answer["statusCode"] == 405
    assert answer["headers"]["Allow"] == "GET, PUT"


def test_what_is_unexpected_is_raised(
    load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TABLE_NAME", "missing")
    store.table.cache_clear()

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        handler(load_event("get-note"), None)
