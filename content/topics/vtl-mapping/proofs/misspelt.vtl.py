"""A reference that has no value is put out as it is written, and is good JSON at that."""

from __future__ import annotations

import json
from pathlib import Path

from tests.content.provers.mapping_template import evaluate


def prove(path: Path) -> None:
    """Let the service know the address under its own name."""
    event = {"body": {}, "context": {"identity": {"sourceIp": "192.0.2.1"}}}
    answer = json.loads(evaluate(path.read_text("utf-8"), event))
    assert answer["sourceIp"] == "$context.identity.sourceIP"
