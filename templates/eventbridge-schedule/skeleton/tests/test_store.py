"""The store: pages, and what happens between looking and writing."""

import pytest
from botocore.exceptions import ClientError

from reservations import store

DUE = "2026-11-23T02:30:00Z"


def test_reads_on_where_a_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        store.table().put_item(
            Item={"id": str(number), "expires_at": f"2026-11-1{number}T00:00:00Z", "open": "yes"}
        )
    query = store.table().query
    monkeypatch.setattr(store.table(), "query", lambda **options: query(Limit=2, **options))

    assert list(store.due(DUE)) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "item",
    [
        {"expires_at": "2026-12-01T00:00:00Z", "open": "yes"},
        {"expires_at": "2026-11-01T00:00:00Z"},
    ],
    ids=["extended", "closed"],
)
def test_leaves_what_has_changed_meanwhile(item: dict[str, str]) -> None:
    store.table().put_item(Item={"id": "changed", **item})

    assert not store.expire("changed", DUE)
    assert store.table().get_item(Key={"id": "changed"})["Item"] == {"id": "changed", **item}


def test_makes_no_reservation_of_one_that_is_gone() -> None:
    assert not store.expire("gone", DUE)
    assert store.table().scan()["Items"] == []


def test_passes_other_errors_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLE_NAME", "missing")
    store.table.cache_clear()

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        store.expire("any", DUE)
