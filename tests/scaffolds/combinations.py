"""The answers a scaffold is proven with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from awsdev.scaffolds.answers import Given, settle
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value


def combinations(scaffold: Scaffold) -> Iterator[dict[str, Value]]:
    """Yield every combination of the choices, booleans and edge values, each once."""
    seen = set()
    for values in product(*(_values(each) for each in scaffold.parameters)):
        wanted = dict(zip((each.name for each in scaffold.parameters), values, strict=True))
        given = Given(suggestions=wanted)
        answers = settle(scaffold, given, None)
        key = tuple(sorted(answers.items()))
        if key not in seen:
            seen.add(key)
            yield answers


def _values(parameter: Parameter) -> list[Value]:
    if parameter.type is ParameterType.CHOICE:
        return list(parameter.choices)
    if parameter.type is ParameterType.BOOLEAN:
        return [True, False]
    return list(dict.fromkeys(parameter.edges or (parameter.default,)))
