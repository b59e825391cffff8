"""Templates as data, for the tests that hold their parts together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parent.parent

Resources = dict[str, dict[str, Any]]


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as what stands behind them."""


def _behind_the_tag(loader: Loader, _tag: str, node: yaml.Node) -> Any:  # noqa: ANN401
    match node:
        case yaml.ScalarNode():
            return loader.construct_scalar(node)
        case yaml.SequenceNode():
            return loader.construct_sequence(node, deep=True)
        case _:
            return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", _behind_the_tag)


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
