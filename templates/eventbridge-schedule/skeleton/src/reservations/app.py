"""The handler: what the schedule sends, and how far a run gets."""

import logging
from datetime import UTC, datetime
from typing import Any, Protocol

from reservations import store

# The runtime writes records as JSON, `extra` included, at the level the template sets.
logger = logging.getLogger(__name__)

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"

# With less than this left, a run stops by itself rather than in the middle of something.
STOP_MILLISECONDS = 5_000


class Context(Protocol):
    """What the handler asks of Lambda's context."""

    def get_remaining_time_in_millis(self) -> int:
        """Return how long this invocation may still take."""


def handler(event: dict[str, Any], context: Context) -> dict[str, Any]:
    """Expire what was due at the scheduled time.

    The time is the schedule's, not the clock's: a run that comes late, or comes twice, does what
    the run in time would have done. What fails is raised; Lambda tries again, and what was done
    by then is found done.
    """
    cutoff = _scheduled_time(event)
    expired, complete = 0, True
    for reservation_id in store.due(cutoff):
        if context.get_remaining_time_in_millis() < STOP_MILLISECONDS:
            complete = False
            break
        expired += store.expire(reservation_id, cutoff)
    level = logging.INFO if complete else logging.WARNING
    facts = {"scheduled_time": cutoff, "expired": expired, "complete": complete}
    logger.log(level, "reservations expired", extra=facts)
    return facts


def _scheduled_time(event: dict[str, Any]) -> str:
    """Return the time in the one form that the index can compare, or raise."""
    time = datetime.strptime(event["scheduled_time"], TIME_FORMAT).replace(tzinfo=UTC)
    return time.strftime(TIME_FORMAT)
