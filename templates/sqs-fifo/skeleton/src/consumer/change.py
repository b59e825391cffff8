"""What a message says: an order has reached a status."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

MAX_ID_LENGTH = 128


class InvalidChangeError(Exception):
    """The record carries no change this function understands, and never will."""


class Status(StrEnum):
    """What an order goes through, in this order and without leaving one out."""

    PLACED = "placed"
    PAID = "paid"
    SHIPPED = "shipped"
    DELIVERED = "delivered"

    @property
    def rank(self) -> int:
        """How many statuses come before this one."""
        return list(Status).index(self)

    @property
    def previous(self) -> Self | None:
        """The status an order must have to reach this one; None for the first."""
        return list(Status)[self.rank - 1] if self.rank else None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One change, as it was sent.

    Attributes:
        order_id: The order, and the item it is kept under.
        status: The status it has reached.
    """

    order_id: str
    status: Status

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Read the change out of a record of the queue.

        Raises:
            InvalidChangeError: The message is not a JSON object with an order and a status.
        """
        fields = _parse_object(record["body"])
        order_id = fields.get("order_id")
        if not isinstance(order_id, str) or not 1 <= len(order_id) <= MAX_ID_LENGTH:
            raise InvalidChangeError(f"order_id must be text of 1 to {MAX_ID_LENGTH} characters")
        try:
            status = Status(fields.get("status"))
        except ValueError:
            raise InvalidChangeError(f"status must be one of {', '.join(Status)}") from None
        return cls(order_id, status)


def _parse_object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise InvalidChangeError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise InvalidChangeError("must be a JSON object")
    return value
