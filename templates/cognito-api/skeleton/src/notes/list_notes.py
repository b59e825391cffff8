"""GET /notes: a page of the caller's notes. The scope is notes/read."""

from http import HTTPStatus
from typing import Any

from notes import store
from notes.caller import for_browsers, owner_of
from notes.model import is_note_id
from notes.page_limit import WRONG_LIMIT, limit_in
from notes.responses import problem, success


@for_browsers
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """List the caller's notes, the newest first.

    The query takes `limit`, and `after`, which is the `next` of the page before.
    """
    # API Gateway sends null, not an empty object, where a request has no query.
    query = event["queryStringParameters"] or {}
    limit = limit_in(query)
    if limit is None:
        return problem(HTTPStatus.BAD_REQUEST, WRONG_LIMIT)
    after = query.get("after")
    if after is not None and not is_note_id(after):
        return problem(HTTPStatus.BAD_REQUEST, "after must be the next of the page before")
    notes, last = store.page(owner_of(event), limit, after)
    return success(HTTPStatus.OK, {"notes": [note.as_dict() for note in notes], "next": last})
