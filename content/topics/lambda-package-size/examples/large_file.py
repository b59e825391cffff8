"""A function whose model lies in S3: fetched once per environment, when first needed."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import boto3

s3 = boto3.client("s3")


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer health checks without the model."""
    if event.get("path") == "/health":
        return {"statusCode": 200, "body": "ok"}
    return {"statusCode": 200, "body": f"{len(model())} bytes"}


@cache
def model() -> bytes:
    """Download the model into /tmp, which lives as long as the environment."""
    bucket, key = os.environ["MODEL_BUCKET"], os.environ["MODEL_KEY"]
    path = Path("/tmp", Path(key).name)
    s3.download_file(bucket, key, str(path))
    return path.read_bytes()
