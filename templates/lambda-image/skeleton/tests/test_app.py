"""The handler: what becomes of an event."""

import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from thumbnails import store
from thumbnails.app import handler

LoadEvent = Callable[[str], dict[str, Any]]
KEY = "uploads/holiday/the cat.jpg"
THUMBNAIL = "thumbnails/holiday/the cat.jpg.webp"


def upload(data: bytes) -> None:
    store.bucket().Object(KEY).put(Body=data)


def stored_keys() -> set[str]:
    return {item.key for item in store.bucket().objects.all()}


def test_makes_the_thumbnail(load_event: LoadEvent, jpeg: bytes) -> None:
    upload(jpeg)

    answer = handler(load_event("uploaded"), None)

    assert answer == {"outcome": "thumbnail made", "key": KEY}
    thumbnail = store.bucket().Object(THUMBNAIL).get()
    assert thumbnail["ContentType"] == "image/webp"
    assert Image.open(BytesIO(thumbnail["Body"].read())).size == (320, 240)


def test_a_second_delivery_changes_nothing(load_event: LoadEvent, jpeg: bytes) -> None:
    upload(jpeg)

    for _ in range(2):
        handler(load_event("uploaded"), None)

    assert stored_keys() == {KEY, THUMBNAIL}


def test_what_is_no_picture_is_logged_and_done_with(
    load_event: LoadEvent, caplog: pytest.LogCaptureFixture
) -> None:
    upload(b"<svg/>")

    with caplog.at_level(logging.INFO):
        answer = handler(load_event("uploaded"), None)

    assert answer["outcome"] == "picture refused"
    assert "no picture" in caplog.records[-1].reason
    assert stored_keys() == {KEY}


def test_a_picture_that_is_gone_is_done_with(load_event: LoadEvent) -> None:
    assert handler(load_event("uploaded"), None)["outcome"] == "picture is gone"


def test_other_errors_are_raised_so_that_lambda_tries_again(
    load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUCKET_NAME", "missing")
    store.bucket.cache_clear()

    with pytest.raises(ClientError, match="NoSuchBucket"):
        handler(load_event("uploaded"), None)
