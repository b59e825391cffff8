"""The sizes of tasks that Fargate has, from the table that cfn-lint carries."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DATA = "data/schemas/extensions/aws_ecs_taskdefinition/fargate_cpu_memory.json"
"""A schema of pairs below cfn-lint's folder."""

_SIZE = re.compile(r"(\d{1,9}|\d{0,6}\.\d{1,6})\s*(vcpu|mi?b|gi?b)?", re.IGNORECASE)
_FACTORS = {"cpu": {"": 1, "v": 1024}, "memory": {"": 1, "m": 1, "g": 1024}}


def as_units(text: str, kind: str) -> int | None:
    """Return a size in units of processor or in MiB, or None where it cannot be read.

    Args:
        text: `1024`, `1 vCPU`, `.5 GB`.
        kind: `cpu` or `memory`.
    """
    found = _SIZE.fullmatch(text.strip())
    factor = _FACTORS[kind].get((found[2] or "")[:1].lower()) if found else None
    if found is None or factor is None:
        return None
    units = float(found[1]) * factor
    return int(units) if units.is_integer() else None


def processors() -> list[int]:
    """Return the amounts of processor there are; none where cfn-lint has no table."""
    return sorted(_table())


def memory_for(cpu: int) -> list[int] | None:
    """Return the amounts of memory that come with an amount of processor.

    Returns:
        None where cfn-lint has no table; no amounts where Fargate has no such processor.
    """
    return _table().get(cpu, []) if _table() else None


@cache
def _table() -> dict[int, list[int]]:
    # Finding cfn-lint is quick; importing it takes half a second.
    spec = find_spec("cfnlint")
    for folder in (spec and spec.submodule_search_locations) or ():
        try:
            schema = json.loads(Path(folder, DATA).read_text(encoding="utf-8"))
            return dict(_pair(each["properties"]) for each in schema["then"]["anyOf"])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return {}
    return {}


def _pair(properties: dict[str, Any]) -> tuple[int, list[int]]:
    cpu, memory = properties["Cpu"]["then"]["enum"][0], properties["Memory"]["then"]
    if "enum" in memory:
        return int(cpu), [int(each) for each in memory["enum"]]
    step = memory["multipleOf"]
    return int(cpu), list(range(memory["minimum"], memory["maximum"] + 1, step))
