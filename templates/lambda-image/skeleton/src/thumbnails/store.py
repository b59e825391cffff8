"""Where pictures come from and thumbnails go: one bucket, a prefix each."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from thumbnails.picture import MAX_BYTES

UPLOADS = "uploads/"
THUMBNAILS = "thumbnails/"

# The SDK would wait a minute for an answer; Lambda gives the event to somebody later anyway.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 3},
)


class MissingPictureError(Exception):
    """The picture was deleted since its upload was told."""


@cache
def bucket() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the bucket; one per execution environment, so that its connection is reused."""
    return boto3.resource("s3", config=_CONFIG).Bucket(os.environ["BUCKET_NAME"])


def read(key: str) -> bytes:
    """Return a picture, or as much of it as shows that it is too large.

    Raises:
        MissingPictureError: There is no object of that name.
    """
    try:
        answer = bucket().Object(key).get()
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchKey":
            raise
        raise MissingPictureError(key) from None
    data: bytes = answer["Body"].read(MAX_BYTES + 1)
    return data


def write_thumbnail(key: str, thumbnail: bytes) -> None:
    """Store the thumbnail of a picture; a second one replaces the first."""
    # The whole name is kept: cat.jpg and cat.png are two pictures.
    name = key.removeprefix(UPLOADS) + ".webp"
    bucket().Object(THUMBNAILS + name).put(Body=thumbnail, ContentType="image/webp")
