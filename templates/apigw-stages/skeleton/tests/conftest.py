"""What the tests share: events, and the template as SAM translates it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((PROJECT / f"events/{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def template() -> dict[str, Any]:
    """Return the template as it was written."""
    return yaml_parse((PROJECT / "template.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a function that turns a template into the resources CloudFormation will make.

    It is what a deployment does first, without the deployment.
    """
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    class NoPolicies:
        def load(self) -> dict[str, str]:
            return {}

    def translated(template: dict[str, Any]) -> dict[str, Any]:
        copy = json.loads(json.dumps(template))
        # `sam package` would put the code there.
        copy["Resources"]["QuotesFunction"]["Properties"]["CodeUri"] = "s3://bucket/key"
        defaults = {name: each.get("Default") for name, each in copy["Parameters"].items()}
        return transform(copy, defaults, NoPolicies())["Resources"]

    return translated
