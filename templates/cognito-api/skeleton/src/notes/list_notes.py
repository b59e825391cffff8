"""GET /notes: a page of the caller's notes. The scope is notes/read."""

from http import HTTPStatus
from typing import Any

from notes import store
from notes.caller import for_browsers, owner_of
from notes.model import is_note_id
from notes.responses import problem, success

DEFAULT_LIMIT = 25
MAX_LIMIT = 100


@for_browsers
def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """List the caller's notes, the newest first.

    The query takes `limit`, and `after`, which is the `next` of the page before.
    """
    # API Gateway sends null, not an empty object, where a request has no query.
    query = event["queryStringParameters"] or {}
    limit = _parse_limit(query.get("limit", str(DEFAULT_LIMIT)))
    if limit is None:
        return problem(HTTPStatus.BAD_REQUEST, f"limit must be a number from 1 to {MAX_LIMIT}")
    after = query.get("after")
    if after is not None and not is_note_id(after):
        return problem(HTTPStatus.BAD_REQUEST, "after must be the next of the page before")
    notes, last = store.page(owner_of(event), limit, after)
    return success(HTTPStatus.OK, {"notes": [note.as_dict() for note in notes], "next": last})


def _parse_limit(text: str) -> int | None:
    try:
        limit = int(text)
    except ValueError:
        return None
    return limit if 1 <= limit <= MAX_LIMIT else None
