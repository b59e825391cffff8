"""The logs: a line of JSON each."""

import json
import logging
import sys

from {{ package | default("web") }}.logs import JsonFormatter


def test_a_line_carries_message_and_extra() -> None:
    fields = {"name": "web", "levelname": "INFO", "msg": "took %d", "args": (3,), "path": "/"}

    line = json.loads(JsonFormatter().format(logging.makeLogRecord(fields)))

    assert line.pop("timestamp").endswith("+00:00")
    assert line == {"level": "INFO", "logger": "web", "message": "took 3", "path": "/"}


def test_a_traceback_stays_on_the_line() -> None:
    try:
        raise ValueError("bad\nvalue")
    except ValueError:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()})

    text = JsonFormatter().format(record)

    assert "\n" not in text
    assert "ValueError: bad\nvalue" in json.loads(text)["exception"]
