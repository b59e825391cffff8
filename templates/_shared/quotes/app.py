"""The handler: takes a parcel, answers what shipping it costs."""

import logging
from typing import Any

from quotes.parcel import InvalidParcelError, Parcel
from quotes.tariff import price_of

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer what shipping a parcel costs, or what is wrong with it.

    A caller's mistake is an answer, not a failure: failures ring the alarm that stops a
    deployment, and no caller should be able to do that.
    """
    try:
        parcel = Parcel.from_request(event)
    except InvalidParcelError as error:
        logger.info("parcel refused", extra={"reason": str(error)})
        return {"error": str(error)}
    price = price_of(parcel)
    logger.info("parcel quoted", extra={"zone": parcel.zone, "price_cents": price})
    return {"zone": parcel.zone, "weight_grams": parcel.weight_grams, "price_cents": price}
