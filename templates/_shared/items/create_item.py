"""POST /items: a new item."""

import logging
from http import HTTPStatus
from typing import Any

from items import store
from items.model import InvalidItemError, Item
from items.responses import problem, success

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Validate the body, store the item, and say where it is.

    What fails unexpectedly is raised: the function's error metric counts it, and API Gateway
    answers 502 without telling the caller why.
    """
    try:
        item = Item.from_request(event["body"])
    except InvalidItemError as error:
        logger.info("item refused", extra={"errors": error.errors})
        return problem(HTTPStatus.BAD_REQUEST, "the item is not valid", error.errors)
    store.put(item)
    logger.info("item created", extra={"item_id": item.id})
    location = f"{event['requestContext']['path']}/{item.id}"
    return success(HTTPStatus.CREATED, item.as_dict(), {"Location": location})
