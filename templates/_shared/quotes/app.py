"""The handler: takes a parcel, answers what it costs to send."""

import logging
from typing import Any

from quotes.quote import InvalidParcelError, Parcel

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer what a parcel costs to send, or what is wrong with it.

    A caller's mistake is an answer, not a failure: failures ring the alarm that stops a
    deployment, and no caller should be able to do that.
    """
    try:
        parcel = Parcel.from_fields(event)
    except InvalidParcelError as error:
        logger.info("parcel refused", extra={"errors": error.errors})
        return {"errors": error.errors}
    logger.info("parcel quoted", extra={"zone": parcel.zone, "price_cents": parcel.price_cents})
    return {"price_cents": parcel.price_cents}
