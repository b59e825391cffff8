"""The answers a scaffold is proven with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from allpairspy import AllPairs

from awsdev.scaffolds.answers import Given, settle
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value

MOST = 200
"""More combinations than this are not all tried, but every pair of two values is."""


def combinations(scaffold: Scaffold) -> Iterator[dict[str, Value]]:
    """Yield combinations of the choices, booleans and edge values, each once, defaults first."""
    names = [each.name for each in scaffold.parameters]
    defaults = [each.default for each in scaffold.parameters]
    seen = set()
    for values in (defaults, *_rows([_values(each) for each in scaffold.parameters])):
        given = Given(suggestions=dict(zip(names, values, strict=True)))
        answers = settle(scaffold, given, None)
        key = tuple(sorted(answers.items()))
        if key not in seen:
            seen.add(key)
            yield answers


def _rows(values: list[list[Value]]) -> Iterable[Iterable[Value]]:
    return product(*values) if prod(map(len, values)) <= MOST else AllPairs(values)


def _values(parameter: Parameter) -> list[Value]:
    if parameter.type is ParameterType.CHOICE:
        return list(parameter.choices)
    if parameter.type is ParameterType.BOOLEAN:
        return [True, False]
    return list(dict.fromkeys((parameter.default, *parameter.edges)))
