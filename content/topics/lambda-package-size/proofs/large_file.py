"""Proves examples/large_file.py: one download, however many invocations."""

from __future__ import annotations

import os
from types import ModuleType
from typing import Any

MODEL = b"weights" * 1000


def prove(example: ModuleType) -> None:
    """Ask for health first, then twice for the model."""
    os.environ.update(MODEL_BUCKET="models", MODEL_KEY="v1/awsdev-proof-classifier.bin")
    example.s3.create_bucket(
        Bucket="models", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-2"}
    )
    example.s3.put_object(Bucket="models", Key="v1/awsdev-proof-classifier.bin", Body=MODEL)
    calls: list[str] = []

    def record(model: Any, **_: object) -> None:
        calls.append(model.name)

    example.s3.meta.events.register("provide-client-params.s3", record)

    assert example.handler({"path": "/health"}, None) == {"statusCode": 200, "body": "ok"}
    assert calls == [], "health needs no model"
    for _ in range(2):
        answer = example.handler({"path": "/classify"}, None)
        assert answer["body"] == f"{len(MODEL)} bytes"
    assert calls.count("GetObject") == 1
