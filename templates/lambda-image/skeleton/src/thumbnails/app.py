"""The handler: takes S3's word that a picture was uploaded, and makes its thumbnail."""

import logging
from typing import Any

from thumbnails import picture, store

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Make the thumbnail of one picture.

    What no second try could mend is logged and done with. Everything else is raised: Lambda
    tries twice more, and then puts the event into the queue of failed events.

    Returns:
        What came of it, and the key of the picture.
    """
    # EventBridge gives keys as they are; only S3's own notifications encode them.
    key: str = event["detail"]["object"]["key"]
    try:
        thumbnail = picture.thumbnail(store.read(key))
    except store.MissingPictureError:
        return _done("picture is gone", key)
    except picture.UnusablePictureError as error:
        return _done("picture refused", key, reason=str(error))
    store.write_thumbnail(key, thumbnail)
    return _done("thumbnail made", key)


def _done(outcome: str, key: str, **details: str) -> dict[str, str]:
    logger.info(outcome, extra={"key": key, **details})
    return {"outcome": outcome, "key": key}
