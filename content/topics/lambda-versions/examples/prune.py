"""Deletes old versions of a function that no alias uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def prune(client: Any, name: str, keep: int) -> list[str]:
    """Delete all versions but the newest, and return which went.

    What an alias points to stays, with or without a weight.
    """
    used: set[str] = set()
    for alias in _all(client, "list_aliases", "Aliases", name):
        routing = alias.get("RoutingConfig", {})
        weights = routing.get("AdditionalVersionWeights", {})
        used |= {alias["FunctionVersion"], *weights}
    found = _all(client, "list_versions_by_function", "Versions", name)
    numbers = [each["Version"] for each in found]
    published = [each for each in numbers if each != "$LATEST"]
    published.sort(key=int)
    used.update(published[-keep:])
    old = [each for each in published if each not in used]
    for number in old:
        client.delete_function(FunctionName=name, Qualifier=number)
    return old


def _all(client: Any, operation: str, key: str, name: str) -> Iterator[Any]:
    """Yield what all pages of an operation list."""
    pages = client.get_paginator(operation).paginate(FunctionName=name)
    for page in pages:
        yield from page[key]
