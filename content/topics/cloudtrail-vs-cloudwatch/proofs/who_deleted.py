"""Proves who_deleted.py against log files as CloudTrail lays them down, in moto's S3."""

from __future__ import annotations

import gzip
import json
from datetime import date
from types import ModuleType
from typing import Any

import boto3

ACCOUNT, REGION = "123456789012", "ap-northeast-2"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/support/mina"


def prove(example: ModuleType) -> None:
    """Find two deletions in two files among events that are none."""
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="trail")
    mine = event("DeleteObject", "orders", "a.json")
    late = event("DeleteObject", "orders", "b.json", time="2026-11-24T23:59:00Z")
    none = [
        event("PutObject", "orders", "a.json"),
        event("DeleteObject", "other", "a.json"),
        event("DeleteObject", "orders", "c.json") | {"errorCode": "AccessDenied"},
        event("DeleteObject", "orders", "d.json") | {"eventSource": "example.amazonaws.com"},
        event("ListBuckets", "", "") | {"requestParameters": None},
    ]
    put(s3, "2026/11/24", "one", [none[0], late, *none[1:]])
    put(s3, "2026/11/24", "two", [mine])
    put(s3, "2026/11/25", "three", [mine])

    day = date(2026, 11, 24)
    found = list(example.deletions(s3, "trail", ACCOUNT, REGION, day, "orders"))

    assert sorted(found) == [
        ("2026-11-24T09:00:00Z", "a.json", SESSION, "203.0.113.7"),
        ("2026-11-24T23:59:00Z", "b.json", SESSION, "203.0.113.7"),
    ]
    assert not list(example.deletions(s3, "trail", ACCOUNT, "us-east-1", day, "orders"))


def event(name: str, bucket: str, key: str, time: str = "2026-11-24T09:00:00Z") -> dict[str, Any]:
    """Return an event's record, shortened to what identifies it."""
    return {
        "eventTime": time,
        "eventSource": "s3.amazonaws.com",
        "eventName": name,
        "sourceIPAddress": "203.0.113.7",
        "userIdentity": {"type": "AssumedRole", "arn": SESSION},
        "requestParameters": {"bucketName": bucket, "key": key},
    }


def put(s3: Any, day: str, name: str, records: list[dict[str, Any]]) -> None:
    """Lay down a log file where CloudTrail would."""
    s3.put_object(
        Bucket="trail",
        Key=f"AWSLogs/{ACCOUNT}/CloudTrail/{REGION}/{day}/{name}.json.gz",
        Body=gzip.compress(json.dumps({"Records": records}).encode()),
    )
