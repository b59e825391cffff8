"""The store: the latest version stays, and errors are passed on."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from botocore.exceptions import ClientError

from reader import store
from reader.report import Summary
from reader.uploads import Upload

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def version(name: str, seconds: int) -> Upload:
    return Upload("report.csv", name, NOON + timedelta(seconds=seconds), io.BytesIO())


@pytest.mark.parametrize(("seconds", "stays"), [(-1, "first"), (0, "second"), (1, "second")])
def test_an_older_version_replaces_no_later_one(seconds: int, stays: str) -> None:
    assert store.put_latest(version("first", 0), Summary(1, Decimal("0.10")))

    kept = store.put_latest(version("second", seconds), Summary(2, Decimal("0.20")))

    item = store.table().get_item(Key={"id": "report.csv"})["Item"]
    assert item["version_id"] == stays
    assert kept == (stays == "second")


def test_passes_other_errors_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "missing")
    store.table.cache_clear()

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        store.put_latest(version("first", 0), Summary(0, Decimal(0)))
