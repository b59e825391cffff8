"""An apostrophe breaks it, and a quote alone does not: the test that was forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.provers.mapping_template import evaluate


def prove(path: Path) -> None:
    """Send a name with a quote, then one with an apostrophe."""
    template = path.read_text("utf-8")
    quoted = evaluate(template, {"path": {"id": 'a"b'}, "body": {}})
    assert json.loads(quoted)["customer"] == 'a"b'
    with pytest.raises(json.JSONDecodeError):
        json.loads(evaluate(template, {"path": {"id": "O'Neil"}, "body": {}}))
