"""The answers a scaffold is proven with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations as subsets

from awsdev.scaffolds.answers import applies
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value

Answers = dict[str, Value]
MOST = 200
"""More combinations than this are not all tried, but every pair of two values is."""


def combinations(scaffold: Scaffold) -> Iterator[Answers]:
    """Yield combinations of the choices, booleans and edge values, each once, defaults first."""
    every = every_combination(scaffold)
    return iter(every) if len(every) <= MOST else covering(every, 2)


def every_combination(scaffold: Scaffold) -> list[Answers]:
    """Return all that can be answered with choices, booleans and edge values, defaults first."""
    found: list[Answers] = [{}]
    for parameter in scaffold.parameters:
        found = [
            {**answers, **more}
            for answers in found
            for more in _answers_to(scaffold, parameter, answers)
        ]
    return found


def covering(every: list[Answers], together: int) -> Iterator[Answers]:
    """Yield, the first first, few of many combinations that hold any `together` values that all do.

    A parameter that is asked under a condition is why this is no library's: those drop its values
    with the rows that do not meet the condition.
    """
    left = set().union(*(_subsets(answers, together) for answers in every))
    chosen = every[0]
    while left:
        yield chosen
        left -= _subsets(chosen, together)
        chosen = max(every, key=lambda answers: len(_subsets(answers, together) & left))


def _subsets(answers: Answers, size: int) -> set[tuple[tuple[str, Value], ...]]:
    return set(subsets(answers.items(), size))


def _answers_to(scaffold: Scaffold, parameter: Parameter, answers: Answers) -> list[Answers]:
    if not applies(scaffold, parameter, answers):
        return [{}]
    return [{parameter.name: value} for value in _values(parameter)]


def _values(parameter: Parameter) -> list[Value]:
    """Return the values worth trying, the default first."""
    others: list[Value] = list(parameter.edges)
    if parameter.type is ParameterType.CHOICE:
        others = list(parameter.choices)
    elif parameter.type is ParameterType.BOOLEAN:
        others = [True, False]
    return list(dict.fromkeys((parameter.default, *others)))
