"""What a report is: a CSV file with the amounts of orders."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

COLUMNS = {"order_id", "amount"}
AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


class InvalidReportError(Exception):
    """The object is no report; the message says where it fails."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report comes to.

    Attributes:
        rows: How many orders it lists.
        total: The sum of their amounts, exactly.
    """

    rows: int
    total: Decimal


def summarize(data: BinaryIO) -> Summary:
    """Read a report row by row, and close it.

    Args:
        data: The file: UTF-8, a header with `order_id` and `amount`, any other columns.

    Raises:
        InvalidReportError: It is not of this form.
    """
    rows, total = 0, Decimal(0)
    # utf-8-sig: spreadsheets write a mark in front that is no part of the first column's name.
    with io.TextIOWrapper(data, encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text, strict=True)
        try:
            if missing := COLUMNS - set(reader.fieldnames or []):
                raise InvalidReportError(f"the header lacks {', '.join(sorted(missing))}")
            for row in reader:
                rows += 1
                total += _amount(row["amount"])
        except UnicodeDecodeError as error:
            raise InvalidReportError(f"the file is not UTF-8: {error}") from None
        except (csv.Error, ValueError) as error:
            raise InvalidReportError(f"line {reader.reader.line_num}: {error}") from None
    return Summary(rows, total)


def _amount(text: str | None) -> Decimal:
    # Decimal by itself would also take "NaN", "Infinity" and "1e999".
    if text is None or not AMOUNT.fullmatch(text.strip()):
        raise ValueError(f"{text!r} is no amount")
    return Decimal(text.strip())
