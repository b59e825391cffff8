"""Uploads: opened, read piece by piece, closed."""

from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from reader import uploads
from reader.events import ObjectReference

BUCKET = "uploads-123456789012"


def test_opens_the_present_version(upload: Callable[[str, bytes], None]) -> None:
    upload("report.csv", b"old")
    upload("report.csv", b"new")

    with uploads.opened(ObjectReference(BUCKET, "report.csv")) as opened:
        assert opened is not None
        head = uploads.client().head_object(Bucket=BUCKET, Key="report.csv")
        assert opened.body.read() == b"new"
        assert (opened.version_id, opened.modified_at) == (head["VersionId"], head["LastModified"])


def test_tells_what_is_gone(upload: Callable[[str, bytes], None]) -> None:
    upload("report.csv", b"old")
    uploads.client().delete_object(Bucket=BUCKET, Key="report.csv")

    with uploads.opened(ObjectReference(BUCKET, "report.csv")) as opened:
        assert opened is None


def test_passes_other_errors_on() -> None:
    with (
        pytest.raises(ClientError, match="NoSuchBucket"),
        uploads.opened(ObjectReference("missing", "report.csv")),
    ):
        pass
