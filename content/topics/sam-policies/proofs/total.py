"""Proves total.py: the sum of a report in the bucket that the environment names."""

from __future__ import annotations

import json
import os
from types import ModuleType
from unittest import mock

import boto3
import pytest
from botocore.exceptions import ClientError


def prove(example: ModuleType) -> None:
    """Total a report that is there, and one that is not."""
    s3 = boto3.client("s3")
    s3.create_bucket(
        Bucket="orders-reports",
        CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"},
    )
    orders = [{"amount": 12000}, {"amount": 3500}]
    s3.put_object(Bucket="orders-reports", Key="2026-11.json", Body=json.dumps(orders))
    with mock.patch.dict(os.environ, REPORTS_BUCKET="orders-reports"):
        answer = example.handler({"key": "2026-11.json"}, None)
        assert answer == {"key": "2026-11.json", "total": 15500}
        with pytest.raises(ClientError):
            example.handler({"key": "2026-12.json"}, None)
