"""Text comes out between two pairs of quotes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.provers.mapping_template import evaluate


def prove(path: Path) -> None:
    """Send the most harmless of names."""
    body = {"name": "Kim", "address": {"city": "Seoul"}}
    text = evaluate(path.read_text("utf-8"), {"body": body})
    assert '"name": ""Kim""' in text
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
