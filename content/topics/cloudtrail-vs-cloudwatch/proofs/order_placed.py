"""Proves order_placed.py: its line is one that CloudWatch reads as a metric."""

from __future__ import annotations

import contextlib
import io
import json
from types import ModuleType


def prove(example: ModuleType) -> None:
    """Place an order and read what was printed."""
    order = {"id": "A-1", "channel": "web", "amount": 1200}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        answer = example.handler({"body": json.dumps(order)}, None)
    assert answer["statusCode"] == 201
    (line,) = printed.getvalue().splitlines()
    entry = json.loads(line)
    (directive,) = entry["_aws"]["CloudWatchMetrics"]
    assert entry["_aws"]["Timestamp"] > 1_700_000_000_000, "milliseconds"
    for dimension in directive["Dimensions"][0]:
        assert isinstance(entry[dimension], str), "a dimension is text at the top of the line"
    for each in directive["Metrics"]:
        assert isinstance(entry[each["Name"]], (int, float))
    assert "order_id" not in directive["Dimensions"][0]
    assert entry["order_id"] == "A-1"
