"""The rules and the agent agree on what is refused, value by value.

`verdicts.yaml` holds what the agent itself did; no Ruby is needed to compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Severity
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.check import check_document

RECORD = yaml.safe_load(Path(__file__).with_name("verdicts.yaml").read_text(encoding="utf-8"))
PLACES = list(RECORD["accepted"])
Step = str | int

SILENTLY_WRONG = {
    "mode": {"0644", "1:30", "0x1f"},
    "timeout": {"0755", "0644", "1:30", "5m", "1e3"},
}
"""What the agent takes for another number than the one that stands there."""
BY_CHANCE = ("source", "destination", "object", "location", "runas", "name", "type")
"""Keys at which Ruby makes some text even of a list or a mapping; nothing of that name exists."""
NOT_SEEN = {("name", ".inf"), ("type", ".inf"), ("type", "2026-05-01")}
"""Values that agent 1 refuses by their type and the rules let pass, because nobody writes them."""


def emit(value: Any) -> str:
    """Write a tree on one line; its leaves are YAML already."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {emit(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(emit, value)) + "]"
    return str(value)


def changed(tree: Any, route: list[Step], value: str | None) -> Any:
    copied = dict(tree) if isinstance(tree, dict) else list(tree)
    if len(route) > 1:
        copied[route[0]] = changed(tree[route[0]], route[1:], value)
    elif value is None:
        del copied[route[0]]
    else:
        copied[route[0]] = value
    return copied


def cases(place: str) -> Iterator[tuple[str | None, str]]:
    route: list[Step] = [int(step) if step.isdigit() else step for step in place.split(".")]
    for value in RECORD["values"]:
        if value == "" and isinstance(route[-1], int):
            continue  # Nothing between two commas is no YAML.
        tree = changed(RECORD["base"], route, value)
        yield value, "".join(f"{key}: {emit(child)}\n" for key, child in tree.items())


def severities(text: str) -> set[Severity]:
    document = parse_yaml(text, "appspec.yml")
    return {one.severity for one in check_document(document, Kind.APPSPEC_SERVER)}


def is_known_to_differ(place: str, value: str | None) -> bool:
    key = place.rpartition(".")[2]
    if value is None:
        return False
    by_chance = key in BY_CHANCE and value[:1] in ("[", "{")
    blank_type = place.endswith("context.type") and value in ("''", "' '")
    return value in SILENTLY_WRONG.get(key, ()) or by_chance or blank_type


@pytest.mark.parametrize("place", PLACES)
def test_what_the_agent_takes_is_no_error(place: str) -> None:
    accepted = RECORD["accepted"][place]
    alarms = [
        value
        for value, text in cases(place)
        if value in accepted and Severity.ERROR in severities(text)
    ]
    assert [value for value in alarms if not is_known_to_differ(place, value)] == []


@pytest.mark.parametrize("place", PLACES)
def test_what_the_agent_refuses_is_found(place: str) -> None:
    accepted = RECORD["accepted"][place]
    key = place.rpartition(".")[2]
    missed = [
        value for value, text in cases(place) if value not in accepted and not severities(text)
    ]
    assert [value for value in missed if (key, value) not in NOT_SEEN] == []


def test_every_place_of_the_file_is_recorded() -> None:
    def places(tree: Any) -> int:
        children = tree.values() if isinstance(tree, dict) else tree
        return sum(1 + places(child) for child in children) if not isinstance(tree, str) else 0

    assert len(PLACES) == places(RECORD["base"])
