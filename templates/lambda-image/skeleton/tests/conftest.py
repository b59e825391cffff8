"""A bucket in memory, pictures, and the events that `sam local invoke` takes too."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from PIL import Image

from thumbnails import store

EVENTS = Path(__file__).parent.parent / "events"
BUCKET_NAME = "pictures"


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def jpeg() -> bytes:
    """Return a picture, wider than high."""
    file = BytesIO()
    Image.new("RGB", (1600, 1200), "orange").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Provide an empty bucket, and make sure that no test reaches an account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("BUCKET_NAME", BUCKET_NAME)
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket=BUCKET_NAME)
        store.bucket.cache_clear()
        yield
        store.bucket.cache_clear()
