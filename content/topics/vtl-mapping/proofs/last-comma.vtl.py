"""Every answer with an item in it is broken; an empty one is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.provers.mapping_template import evaluate


def prove(path: Path) -> None:
    """Answer with no item, then with one."""
    template = path.read_text("utf-8")
    assert json.loads(evaluate(template, {"body": {"Items": []}})) == {"ids": []}
    with pytest.raises(json.JSONDecodeError):
        json.loads(evaluate(template, {"body": {"Items": [{"id": {"S": "A-1"}}]}}))
