"""DELETE /notes/{id}: a note of the caller's goes. The scope is notes/write."""

import logging
from http import HTTPStatus
from typing import Any

from notes import store
from notes.caller import for_browsers, owner_of
from notes.model import is_note_id
from notes.responses import problem

logger = logging.getLogger(__name__)


@for_browsers
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Delete the note whose id is in the path.

    The key holds the caller too, so nobody's request reaches a note of somebody else.
    """
    note_id = event["pathParameters"]["id"]
    if not is_note_id(note_id) or not store.delete(owner_of(event), note_id):
        return problem(HTTPStatus.NOT_FOUND, "you have no such note")
    logger.info("note deleted", extra={"note_id": note_id})
    return {"statusCode": HTTPStatus.NO_CONTENT.value, "headers": {}, "body": ""}
