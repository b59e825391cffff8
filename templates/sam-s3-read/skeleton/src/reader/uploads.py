"""Objects, as they are read from the bucket."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO

import boto3
from botocore.config import Config

from reader.events import ObjectReference

# Each wait is for one answer or one piece of an object, not for the whole of it.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@dataclass(frozen=True, slots=True)
class Upload:
    """One version of an object, open for reading.

    Attributes:
        key: Its key.
        version_id: The version that is read.
        modified_at: When that version was uploaded, to the second.
        body: Its data, as far as it has not been read; never the whole in memory.
    """

    key: str
    version_id: str
    modified_at: datetime
    body: BinaryIO


@cache
def client() -> Any:  # noqa: ANN401 - boto3 makes its client classes at run time
    """Return the client; one per execution environment, so that its connection is reused."""
    return boto3.client("s3", config=_CONFIG)


@contextmanager
def opened(reference: ObjectReference) -> Iterator[Upload | None]:
    """Open the present version of an object; None where it has been deleted since.

    The present version rather than the one the event is about: events may come late, twice and in
    any order, and what counts afterwards is what lies in the bucket.
    """
    try:
        answer = client().get_object(Bucket=reference.bucket, Key=reference.key)
    except client().exceptions.NoSuchKey:
        yield None
        return
    # Closed at the end even if it was not read to the end, so that the connection is freed.
    with closing(answer["Body"]) as body:
        version_id = answer.get("VersionId", "null")
        yield Upload(reference.key, version_id, answer["LastModified"], body)
