"""Templates as data, for the tests that hold their parts together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent

Resources = dict[str, dict[str, Any]]


{% include "_shared/template_loader.py" %}


@pytest.fixture(scope="session")
def properties_in() -> Callable[[str], Resources]:
    """Return a function that reads the properties of a template's resources, by logical ID."""

    def read(path: str) -> Resources:
        text = (PROJECT / path).read_text(encoding="utf-8")
        resources = yaml.load(text, Loader)["Resources"]  # noqa: S506 - a kind of SafeLoader
        return {name: resource.get("Properties", {}) for name, resource in resources.items()}

    return read


@pytest.fixture(scope="session")
def document() -> Callable[[str], Any]:
    """Return a function that reads a YAML file."""
    return lambda path: yaml.safe_load((PROJECT / path).read_text(encoding="utf-8"))
