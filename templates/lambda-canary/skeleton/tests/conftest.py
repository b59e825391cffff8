"""What the tests share: events, the template, and clients that reach no account."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from botocore.stub import Stubber

from pretraffic import app

PROJECT = Path(__file__).parent.parent
VERSION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:quotes:8"


@dataclass(frozen=True)
class Stubs:
    """Stand-ins for the services: calls must be those that were told, in their order."""

    functions: Stubber
    codedeploy: Stubber


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((PROJECT / f"events/{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def resources() -> dict[str, Any]:
    """Return the template's resources, without what tags such as !Ref would bring."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("!", lambda *_: None)
    text = (PROJECT / "template.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)["Resources"]  # noqa: S506 - a safe loader all the same


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubs]:
    """Put stand-ins in the place of the hook's clients."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("NEW_VERSION_ARN", VERSION_ARN)
    app.functions.cache_clear()
    app.codedeploy.cache_clear()
    with Stubber(app.functions()) as functions, Stubber(app.codedeploy()) as codedeploy:
        yield Stubs(functions, codedeploy)
        functions.assert_no_pending_responses()
        codedeploy.assert_no_pending_responses()
