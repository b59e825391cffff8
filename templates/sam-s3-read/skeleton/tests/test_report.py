"""Reports: what they come to, and which are refused."""

import io
from decimal import Decimal

import pytest

from reader.report import InvalidReportError, Summary, summarize

FAR_APART = Decimal("999999999999999.000001")


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("order_id,amount\n", Summary(0, Decimal(0))),
        ("order_id,amount\na,0.10\nb,0.20\n", Summary(2, Decimal("0.30"))),
        ("amount,note,order_id\r\n 5 ,paid,a\r\n-2.5,back,b\r\n", Summary(2, Decimal("2.5"))),
        ('order_id,note,amount\na,"two\nlines",1\n', Summary(1, Decimal(1))),
        ("\ufefforder_id,amount\na,1\n", Summary(1, Decimal(1))),
        ("order_id,amount\n\na,1\n\n", Summary(1, Decimal(1))),
        ("order_id,amount\na,999999999999999\nb,0.000001", Summary(2, FAR_APART)),
    ],
    ids=["empty", "exact", "columns", "quoted", "byte order mark", "blank lines", "far apart"],
)
def test_adds_up_the_amounts(text: str, summary: Summary) -> None:
    assert summarize(io.BytesIO(text.encode())) == summary


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the header lacks amount, order_id"),
        (b"order_id,total\na,1\n", "the header lacks amount"),
        (b"order_id,amount\na,1\nb\n", "line 3: None is no amount"),
        (b"order_id,amount\na,NaN\n", "line 2: 'NaN' is no amount"),
        (b"order_id,amount\na,1e9\n", "line 2: '1e9' is no amount"),
        (b'order_id,amount\na,"1\n', "line 2: unexpected end of data"),
        (b"order_id,amount\n\xff,1\n", "the file is not UTF-8"),
    ],
    ids=["empty", "column", "short row", "not a number", "exponent", "open quote", "encoding"],
)
def test_refuses_what_is_no_report(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidReportError, match=f"^{reason}"):
        summarize(io.BytesIO(data))
