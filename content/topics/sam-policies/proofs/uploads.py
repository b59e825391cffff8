"""Proves uploads.py with a key that stands encoded in the event."""

from __future__ import annotations

from types import ModuleType

import boto3


def prove(example: ModuleType) -> None:
    """Read an upload whose key holds a blank and Hangul."""
    s3 = boto3.client("s3")
    s3.create_bucket(
        Bucket="uploads", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"}
    )
    s3.put_object(Bucket="uploads", Key="June 보고.csv", Body=b"a,b\n")
    encoded = "June+%EB%B3%B4%EA%B3%A0.csv"
    record = {"s3": {"bucket": {"name": "uploads"}, "object": {"key": encoded}}}
    assert example.handler({"Records": [record]}, None) == {"June 보고.csv": 4}
