"""The handler: takes a request to the function's URL and answers it."""

import base64
import json
import logging
from http import HTTPStatus
from typing import Any

from notes import store
from notes.note import InvalidNoteError, Note, is_note_id

# The runtime writes records as JSON, `extra` included, at the level the stack sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer `GET /<id>` and `PUT /<id>`.

    What fails unexpectedly is raised: the function's error metric counts it, its alarm tells of
    it, and the caller gets 502 without the reason.
    """
    note_id = event["rawPath"].removeprefix("/")
    if not is_note_id(note_id):
        return _answer(HTTPStatus.NOT_FOUND, {"error": "no note can have this name"})
    match event["requestContext"]["http"]["method"]:
        case "GET":
            return _get(note_id)
        case "PUT":
            return _put(note_id, _body(event))
    answer = _answer(HTTPStatus.METHOD_NOT_ALLOWED, {"error": "only GET and PUT are answered"})
    answer["headers"]["Allow"] = "GET, PUT"
    return answer


def _get(note_id: str) -> dict[str, Any]:
    note = store.get(note_id)
    if note is None:
        return _answer(HTTPStatus.NOT_FOUND, {"error": "there is no such note"})
    return _answer(HTTPStatus.OK, note.as_dict())


def _put(note_id: str, body: str) -> dict[str, Any]:
    try:
        note = Note.from_request(note_id, body)
    except InvalidNoteError as error:
        return _answer(HTTPStatus.BAD_REQUEST, {"error": str(error)})
    store.put(note)
    logger.info("note written", extra={"note_id": note_id})
    return _answer(HTTPStatus.OK, note.as_dict())


def _body(event: dict[str, Any]) -> str:
    # Lambda encodes what is no text by its Content-Type, and leaves the body out where none came.
    body: str = event.get("body", "")
    if event["isBase64Encoded"]:
        return base64.b64decode(body).decode("utf-8", errors="replace")
    return body


def _answer(status: HTTPStatus, body: dict[str, str]) -> dict[str, Any]:
    return {
        "statusCode": status.value,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }
