"""POST /notes: a new note of the caller's. The scope is notes/write."""

import logging
from http import HTTPStatus
from typing import Any

from notes import store
from notes.caller import for_browsers, owner_of
from notes.model import InvalidNoteError, Note
from notes.responses import problem, success

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


@for_browsers
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Validate the body and store the note.

    What fails unexpectedly is raised: the function's error metric counts it, and API Gateway
    answers 502 without telling the caller why.
    """
    try:
        note = Note.from_request(event["body"])
    except InvalidNoteError as error:
        logger.info("note refused", extra={"errors": error.errors})
        return problem(HTTPStatus.BAD_REQUEST, "the note is not valid", error.errors)
    store.put(owner_of(event), note)
    # Its id, never its text: what users write does not belong in logs.
    logger.info("note created", extra={"note_id": note.id})
    return success(HTTPStatus.CREATED, note.as_dict())
