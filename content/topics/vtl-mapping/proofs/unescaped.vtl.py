"""A caller can add fields, or end the request with an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.provers.mapping_template import evaluate


def prove(path: Path) -> None:
    """Send a name that holds a field of its own, and one with a quote."""
    template = path.read_text("utf-8")
    hostile = {"querystring": {"id": '42", "isAdmin": "yes'}, "body": {}}
    assert json.loads(evaluate(template, hostile))["isAdmin"] == "yes"
    with pytest.raises(json.JSONDecodeError):
        json.loads(evaluate(template, {"querystring": {"id": 'a"b'}, "body": {}}))
