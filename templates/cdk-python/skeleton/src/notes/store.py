"""Where notes are kept."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from notes.note import Note

# The SDK would wait a minute for an answer; a request to this function has seconds.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def get(note_id: str) -> Note | None:
    """Return a note as it was last written, or None where there is none."""
    item = table().get_item(Key={"id": note_id}, ConsistentRead=True).get("Item")
    return Note(**item) if item else None


def put(note: Note) -> None:
    """Write a note over the one before."""
    table().put_item(Item=note.as_dict())
