"""The events that `sam local invoke` takes too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EVENTS = Path(__file__).parent.parent / "events"


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((EVENTS / f"{name}.json").read_text(encoding="utf-8"))
