"""Which events are looked for, and what of them is shown."""

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Self

from trail.log_files import Event


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an event must be like; what is empty is not asked for.

    Attributes:
        name: The call, such as `DeleteObject` or `Delete*`.
        who: A part of the caller's ARN, or of the name of the service that called.
        about: A part of the request's parameters or of the resources, such as a bucket's name.
        refused: Whether only calls count that failed.
    """

    name: str = ""
    who: str = ""
    about: str = ""
    refused: bool = False

    def fit(self, event: Event) -> bool:
        """Tell whether an event is looked for."""
        return (
            (not self.name or fnmatchcase(event["eventName"], self.name))
            and self.who in caller(event)
            and self.about in _subject(event)
            and not (self.refused and "errorCode" not in event)
        )


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """An event as it is shown; rows are in order of time.

    Attributes:
        time: When it happened.
        event_id: What CloudTrail knows the event by.
        name: What was called.
        caller: Who called.
        address: Where from.
        error: How the call failed, if it did.
    """

    time: str
    event_id: str
    name: str
    caller: str
    address: str
    error: str

    @classmethod
    def of(cls, event: Event) -> Self:
        """Return what is shown of an event."""
        return cls(
            time=event["eventTime"],
            event_id=event["eventID"],
            name=event["eventName"],
            caller=caller(event),
            address=event.get("sourceIPAddress", ""),
            error=event.get("errorCode", ""),
        )


def caller(event: Event) -> str:
    """Return who called: an ARN where there is one.

    For a role it ends in the name of the session, which says who had taken the role.
    """
    identity = event["userIdentity"]
    return identity.get("arn") or identity.get("invokedBy") or identity["type"]


def _subject(event: Event) -> str:
    parts = [event.get("requestParameters"), event.get("resources")]
    return json.dumps(parts, ensure_ascii=False)
