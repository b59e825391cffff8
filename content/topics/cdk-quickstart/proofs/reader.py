"""Proves examples/reader.py: it returns the newest version of a receipt."""

from __future__ import annotations

import os
from types import ModuleType

import boto3
import pytest
from botocore.exceptions import ClientError


def prove(example: ModuleType) -> None:
    """Read a receipt that was written twice, and one that is not there."""
    os.environ["BUCKET"] = "receipts"
    s3 = boto3.client("s3")
    s3.create_bucket(
        Bucket="receipts",
        CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"},
    )
    s3.put_bucket_versioning(Bucket="receipts", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="receipts", Key="1001.txt", Body="12 000 원".encode())
    newest = s3.put_object(Bucket="receipts", Key="1001.txt", Body="13 000 원".encode())

    answer = example.handler({"key": "1001.txt"}, None)

    assert answer == {"version": newest["VersionId"], "text": "13 000 원"}
    with pytest.raises(ClientError, match="NoSuchKey"):
        example.handler({"key": "1002.txt"}, None)
