"""What a note is, and what a caller must send to create one."""

import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self

MAX_TEXT_LENGTH = 10_000

# What the JSON parser raises: the second for arrays nested deeper than it can follow.
_NOT_READABLE = (ValueError, RecursionError)
_NOTE_ID = re.compile(r"[0-9]{20}-[0-9a-f]{8}")


class InvalidNoteError(Exception):
    """The request describes no valid note; `errors` says what is wrong, field by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("invalid note")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Note:
    """One note, as its owner sees it.

    Attributes:
        id: Begins with the time it was made, so that the table keeps an owner's notes in order.
        text: What it says.
        created_at: When it was made.
    """

    id: str
    text: str
    created_at: str

    @classmethod
    def from_request(cls, body: str | None) -> Self:
        """Make a new note of a request's body.

        Raises:
            InvalidNoteError: The body is not JSON, or its fields are not those of a note.
        """
        fields = _parse_object(body)
        errors = {}
        if fields.keys() - {"text"}:
            errors["body"] = "must hold text only"
        if not _is_text(fields.get("text")):
            errors["text"] = f"must be text of 1 to {MAX_TEXT_LENGTH} characters"
        if errors:
            raise InvalidNoteError(errors)
        now = datetime.now(UTC)
        return cls(
            id=f"{now:%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}",
            text=fields["text"],
            created_at=now.isoformat(timespec="seconds"),
        )

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Read a note from the table, where its owner stands beside it."""
        return cls(id=record["id"], text=record["text"], created_at=record["created_at"])

    def as_dict(self) -> dict[str, Any]:
        """Return the fields, for JSON and for the table."""
        return asdict(self)


def is_note_id(text: str) -> bool:
    """Tell whether a text from outside can be the id of a note at all."""
    return _NOTE_ID.fullmatch(text) is not None


def _parse_object(body: str | None) -> dict[str, Any]:
    try:
        fields = json.loads(body or "")
    except _NOT_READABLE:
        raise InvalidNoteError({"body": "must be JSON"}) from None
    if not isinstance(fields, dict):
        raise InvalidNoteError({"body": "must be a JSON object"})
    return fields


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_TEXT_LENGTH:
        return False
    # An escape such as \ud800 alone is half a character: it parses, but cannot be stored.
    return not any("\ud800" <= character <= "\udfff" for character in value)
