"""From what a user gave to a full set of answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from awsdev.datafile import read_yaml
from awsdev.errors import AwsdevError
from awsdev.names import did_you_mean
from awsdev.scaffolds.expressions import evaluate
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, Value
from awsdev.scaffolds.record import Record, take_record

Ask = Callable[[Parameter], Value]


@dataclass(frozen=True, slots=True)
class Given:
    """What a user gave.

    Attributes:
        settings: Typed text, by parameter: `--set`.
        answers: Values of an answers file, by parameter: `--answers`.
        suggestions: Defaults that fit better than the manifest's, by parameter.
    """

    settings: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    suggestions: dict[str, Value] = field(default_factory=dict)

    def suggestion(self, parameter: Parameter) -> Value:
        """Return the default of a parameter, or what fits better."""
        return self.suggestions.get(parameter.name, parameter.default)


def parse_settings(settings: list[str]) -> dict[str, str]:
    """Return `KEY=VALUE` texts as a mapping.

    Raises:
        AwsdevError: One has no `=`, or a key stands twice.
    """
    parsed: dict[str, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key:
            raise AwsdevError(f"--set {setting}: this is not KEY=VALUE")
        if key in parsed:
            raise AwsdevError(f"--set {key}: it is set twice")
        parsed[key] = value
    return parsed


def read_answers(path: Path, scaffold: Scaffold) -> dict[str, Any]:
    """Read an answers file: a plain mapping, or one that a project carries.

    Raises:
        AwsdevError: It cannot be read, or belongs to another scaffold.
    """
    fields = read_yaml(path)
    if not fields.has("answers"):
        return {name: fields.anything(name) for name in fields.names()}
    record = take_record(fields, scaffold.name, scaffold.version)
    fields.done()
    if record.scaffold != scaffold.name:
        raise AwsdevError(f"{path}: these are answers to {record.scaffold}, not to {scaffold.name}")
    refuse_later(record, scaffold, path)
    return record.answers


def refuse_later(record: Record, scaffold: Scaffold, path: Path) -> None:
    """Refuse answers to a version that this awsdev does not have yet.

    Raises:
        AwsdevError: They are.
    """
    if record.version > scaffold.version:
        raise AwsdevError(
            f"{path}: these are answers to version {record.version} of {scaffold.name}",
            f"this awsdev has version {scaffold.version}",
        )


def settle(scaffold: Scaffold, given: Given, ask: Ask | None) -> dict[str, Value]:
    """Return an answer to every parameter that applies, in the manifest's order.

    Args:
        scaffold: Whose parameters.
        given: What the user gave; `--set` wins over `--answers`.
        ask: Called for what is still open; defaults are taken where None.

    Raises:
        AwsdevError: A name is unknown or does not apply, or a value is not allowed.
    """
    _refuse_unknown(scaffold, given)
    decided = _decided(scaffold, given)
    answers: dict[str, Value] = {}
    for parameter in scaffold.parameters:
        if not applies(scaffold, parameter, answers):
            _refuse_inapplicable(parameter, decided)
        elif parameter.name in decided:
            answers[parameter.name] = decided[parameter.name]
        else:
            answers[parameter.name] = ask(parameter) if ask else given.suggestion(parameter)
    return answers


def applies(scaffold: Scaffold, parameter: Parameter, answers: dict[str, Value]) -> bool:
    """Tell whether a parameter is to be answered, given the answers to those before it."""
    if not parameter.when:
        return True
    known = values_for_templates(scaffold, answers, computed=False)
    return bool(evaluate(parameter.when, known, parameter.name))


def values_for_templates(
    scaffold: Scaffold, answers: dict[str, Value], *, computed: bool = True
) -> dict[str, Any]:
    """Return what templates may use: answers, defaults of what does not apply, computed values."""
    values: dict[str, Any] = {each.name: each.default for each in scaffold.parameters}
    values.update(answers)
    if computed:
        for name, expression in scaffold.computed.items():
            values[name] = evaluate(expression, values, f"{scaffold.name}: {name}")
    return values


def _decided(scaffold: Scaffold, given: Given) -> dict[str, Value]:
    """Return the values the user gave, all checked before anything is asked."""
    decided: dict[str, Value] = {}
    for parameter in scaffold.parameters:
        if parameter.name in given.settings:
            decided[parameter.name] = parameter.parse(given.settings[parameter.name])
        elif parameter.name in given.answers:
            decided[parameter.name] = parameter.check(given.answers[parameter.name])
    return decided


def _refuse_unknown(scaffold: Scaffold, given: Given) -> None:
    names = [parameter.name for parameter in scaffold.parameters]
    for name in (*given.settings, *given.answers):
        if name not in names:
            hint = did_you_mean(str(name), names) or f"it has {', '.join(names)}"
            raise AwsdevError(f"{scaffold.name} has no parameter {name}", hint)


def _refuse_inapplicable(parameter: Parameter, decided: dict[str, Value]) -> None:
    if parameter.name in decided:
        raise AwsdevError(f"{parameter.name} does not apply: it is asked when {parameter.when}")
