"""What an item is, and what a caller must send to create one."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID, uuid4

MAX_NAME_LENGTH = 100
MAX_QUANTITY = 1_000_000

# What the JSON parser raises: the second for arrays nested deeper than it can follow.
_NOT_READABLE = (ValueError, RecursionError)


class InvalidItemError(Exception):
    """The request describes no valid item; `errors` says what is wrong, field by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("invalid item")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Item:
    """One item, as it is stored and as callers see it."""

    id: str
    name: str
    quantity: int
    created_at: str

    @classmethod
    def from_request(cls, body: str | None) -> Self:
        """Make a new item of a request's body.

        Raises:
            InvalidItemError: The body is not JSON, or its fields are not those of an item.
        """
        fields = _parse_object(body)
        errors = _field_errors(fields)
        if errors:
            raise InvalidItemError(errors)
        return cls(
            id=str(uuid4()),
            name=fields["name"].strip(),
            quantity=fields["quantity"],
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Read an item from the table, which returns numbers as `Decimal`."""
        return cls(**{**record, "quantity": int(record["quantity"])})

    def as_dict(self) -> dict[str, Any]:
        """Return the fields, for JSON and for the table."""
        return asdict(self)


def is_item_id(text: str) -> bool:
    """Tell whether a text from outside can be the id of an item at all."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _parse_object(body: str | None) -> dict[str, Any]:
    try:
        fields = json.loads(body or "")
    except _NOT_READABLE:
        raise InvalidItemError({"body": "must be JSON"}) from None
    if not isinstance(fields, dict):
        raise InvalidItemError({"body": "must be a JSON object"})
    return fields


def _field_errors(fields: dict[str, Any]) -> dict[str, str]:
    errors = {}
    if fields.keys() - {"name", "quantity"}:
        errors["body"] = "must hold name and quantity only"
    if not _is_name(fields.get("name")):
        errors["name"] = f"must be text of 1 to {MAX_NAME_LENGTH} characters"
    if not _is_quantity(fields.get("quantity")):
        errors["quantity"] = f"must be a whole number from 0 to {MAX_QUANTITY}"
    return errors


def _is_name(value: object) -> bool:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MAX_NAME_LENGTH:
        return False
    # An escape such as \ud800 alone is half a character: it parses, but cannot be stored.
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _is_quantity(value: object) -> bool:
    # JSON's true and false arrive as bool, which Python counts among the integers.
    return type(value) is int and 0 <= value <= MAX_QUANTITY
