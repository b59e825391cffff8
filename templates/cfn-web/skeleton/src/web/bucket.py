"""The bucket, as far as the application may use it: what lies under `files/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

PREFIX = "files/"

# The SDK would wait a minute for an answer; whoever made the request has gone by then.
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@dataclass(frozen=True, slots=True)
class Stored:
    """An object in the bucket.

    Attributes:
        key: Its key, below the prefix.
        size: Its size in bytes.
        stored_at: When it was stored, in ISO format.
    """

    key: str
    size: int
    stored_at: str


class Bucket:
    """Objects under the prefix."""

    def __init__(self, name: str, s3: Any = None) -> None:  # noqa: ANN401 - boto3 makes its classes at run time
        """Use a bucket, with a client of S3 made elsewhere or a new one."""
        self._name = name
        self._s3 = s3 or boto3.client("s3", config=_CONFIG)

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Store an object."""
        self._s3.put_object(
            Bucket=self._name, Key=PREFIX + key, Body=body, ContentType=content_type
        )

    def get(self, key: str) -> tuple[Iterator[bytes], str] | None:
        """Return an object, a piece at a time, and its content type; None where there is none."""
        try:
            answer = self._s3.get_object(Bucket=self._name, Key=PREFIX + key)
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchKey":
                raise
            return None
        return answer["Body"].iter_chunks(64 * 1024), answer["ContentType"]

    def delete(self, key: str) -> None:
        """Delete an object; where there is none, nothing happens."""
        self._s3.delete_object(Bucket=self._name, Key=PREFIX + key)

    def page(self, limit: int, after: str = "") -> list[Stored]:
        """Return the objects whose keys come after a key, in the order of keys."""
        answer = self._s3.list_objects_v2(
            Bucket=self._name, Prefix=PREFIX, StartAfter=PREFIX + after, MaxKeys=limit
        )
        return [
            Stored(
                key=each["Key"].removeprefix(PREFIX),
                size=each["Size"],
                stored_at=each["LastModified"].isoformat(timespec="seconds"),
            )
            for each in answer.get("Contents", [])
        ]
