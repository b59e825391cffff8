"""What a scaffold asks, in words."""

from __future__ import annotations

from typing import Any

from awsdev.scaffolds.answers import values_for_templates
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, Value


def question(parameter: Parameter, answers: dict[str, Value]) -> str:
    """Return what a parameter is for, when it is asked and what it takes."""
    given = parameter.name in answers
    value = answers.get(parameter.name, parameter.default)
    when = f" Asked if {parameter.when}." if parameter.when else ""
    answer = f"{'now' if given else 'default'}: {_shown(value)}; {parameter.allowed}"
    return f"{parameter.help}{when} ({answer})"


def computed(scaffold: Scaffold, answers: dict[str, Value]) -> list[tuple[str, str]]:
    """Return what follows from the answers, by name: the value and how it is computed."""
    values = values_for_templates(scaffold, answers)
    return [
        (name, f"{_shown(values[name])}, by {expression}")
        for name, expression in scaffold.computed.items()
    ]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "nothing"
