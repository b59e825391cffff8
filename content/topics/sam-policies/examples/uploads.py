"""Reads each object that an upload event names."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")


def handler(event: dict[str, Any], context: object) -> dict[str, int]:
    """Return how many bytes each uploaded object holds, by its key."""
    sizes = {}
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])  # "June+report.csv" in the event
        sizes[key] = len(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    return sizes
