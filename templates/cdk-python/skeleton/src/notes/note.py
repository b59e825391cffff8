"""What a note is, and what a caller must send to write one."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Self

MAX_TEXT_LENGTH = 10_000

# What is no JSON, and what is nested so deep that the parser gives up.
_UNREADABLE = (ValueError, RecursionError)


class InvalidNoteError(Exception):
    """What was sent is no note; the message says why."""


def is_note_id(text: str) -> bool:
    """Return whether a note can have this name."""
    return re.fullmatch(r"[a-z0-9-]{1,64}", text) is not None


@dataclass(frozen=True, slots=True)
class Note:
    """A note.

    Attributes:
        id: Its name.
        text: What it says.
        written_at: When it was last written, in ISO 8601.
    """

    id: str
    text: str
    written_at: str

    @classmethod
    def from_request(cls, note_id: str, body: str) -> Self:
        """Make a note of a request's body.

        Raises:
            InvalidNoteError: The body is no JSON object with a `text` and nothing else.
        """
        try:
            value = json.loads(body)
        except _UNREADABLE:
            raise InvalidNoteError("the body must be JSON") from None
        if not isinstance(value, dict) or value.keys() != {"text"}:
            raise InvalidNoteError("the body must be an object with a text and nothing else")
        text = value["text"]
        if not isinstance(text, str) or not 1 <= len(text) <= MAX_TEXT_LENGTH:
            raise InvalidNoteError(f"text must be 1 to {MAX_TEXT_LENGTH} characters")
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise InvalidNoteError("text holds half a character, which cannot be stored")
        return cls(note_id, text, datetime.now(UTC).isoformat(timespec="seconds"))

    def as_dict(self) -> dict[str, str]:
        """Return it as it is stored and answered."""
        return asdict(self)
