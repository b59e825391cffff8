"""Where notes are kept: under their owner, who is part of every key."""

import os
from functools import cache
from typing import Any

import boto3
from boto3.dynamodb.conditions import Key
from botocore.config import Config

from notes.model import Note

# The SDK would wait a minute for an answer; a request to this API has seconds.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def put(owner: str, note: Note) -> None:
    """Store a note."""
    table().put_item(Item={"owner": owner, **note.as_dict()})


def page(owner: str, limit: int, after: str | None) -> tuple[list[Note], str | None]:
    """Return up to `limit` notes of an owner, the newest first.

    Args:
        owner: Whose notes.
        limit: How many to read at most.
        after: The id at which the page before ended; None for the first page.

    Returns:
        The notes, and the id to continue after, or None on the last page.
    """
    start = {"ExclusiveStartKey": {"owner": owner, "id": after}} if after else {}
    answer = table().query(
        KeyConditionExpression=Key("owner").eq(owner),
        ScanIndexForward=False,
        Limit=limit,
        **start,
    )
    last = answer.get("LastEvaluatedKey")
    return [Note.from_record(record) for record in answer["Items"]], last["id"] if last else None


def delete(owner: str, note_id: str) -> bool:
    """Delete a note of an owner.

    Returns:
        Whether it was there.
    """
    answer = table().delete_item(Key={"owner": owner, "id": note_id}, ReturnValues="ALL_OLD")
    return "Attributes" in answer
