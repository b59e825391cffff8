"""The handler: reads what was uploaded and keeps what it found."""

import logging
from typing import Any

from reader import report, store, uploads
from reader.events import ObjectReference, uploaded_objects

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> None:
    """Read each object the event names.

    What fails is raised: Lambda tries twice more, then sends the event to the queue of failures.
    """
    for reference in uploaded_objects(event):
        try:
            outcome = _read(reference)
        except Exception:
            logger.error("object failed", extra={"key": reference.key})  # the runtime logs the rest
            raise
        logger.info(outcome, extra={"key": reference.key})


def _read(reference: ObjectReference) -> str:
    with uploads.opened(reference) as upload:
        if upload is None:
            return "object is gone"
        summary = report.summarize(upload.body)
    if not store.put_latest(upload, summary):
        return "a later version was read before"
    return "report read"
