"""Changes: how they come out of the queue, and which are refused."""

import pytest

from consumer.change import InvalidChangeError, Status, StatusChange


def test_reads_the_order_and_its_status() -> None:
    body = '{"order_id": "order-1", "status": "paid", "method": "card"}'

    assert StatusChange.from_record({"body": body}) == StatusChange("order-1", Status.PAID)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not JSON",
        "[]",
        "null",
        '{"status": "paid"}',
        '{"order_id": "", "status": "paid"}',
        '{"order_id": 7, "status": "paid"}',
        '{"order_id": "' + "x" * 129 + '", "status": "paid"}',
        '{"order_id": "order-1"}',
        '{"order_id": "order-1", "status": "lost"}',
        '{"order_id": "order-1", "status": ["paid"]}',
    ],
)
def test_refuses_what_is_no_change(body: str) -> None:
    with pytest.raises(InvalidChangeError):
        StatusChange.from_record({"body": body})


def test_every_status_but_the_first_follows_another() -> None:
    assert [status.previous for status in Status] == [None, *list(Status)[:-1]]
