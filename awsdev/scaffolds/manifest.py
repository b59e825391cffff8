"""A scaffold's manifest, `scaffold.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from awsdev.datafile import DataFileError, Fields, read_yaml
from awsdev.errors import AwsdevError, Status
from awsdev.names import valid_ones
from awsdev.scaffolds.names import COMMANDS, MANIFEST
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value

SHARED = "_shared"
"""The folder beside scaffolds of what they share."""

_RESOURCE = "resource"
"""The type of a parameter that names a resource of the template that is added to."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class FileRule:
    """What a manifest says of one file.

    Attributes:
        when: The expression under which it is written; empty for always.
        executable: Whether it may be run.
    """

    when: str = ""
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A scaffold.

    Attributes:
        name: The name of its folder.
        folder: Where it lies.
        shared: The folder of what it includes and of parameters it shares.
        title: What it makes, in a few words.
        summary: One sentence for the list.
        group: The heading it is listed under.
        version: Raised when what it renders changes.
        topics: Slugs of the topics behind its choices.
        parameters: What it asks, in order.
        computed: Expressions over the answers, by name.
        files: What holds for single files, by their path in the skeleton, `.jinja` left off.
        tests: Folders of the rendered project that pytest is run on.
        then: What is left to do once it is there, as templates; only additions have it.
    """

    name: str
    folder: Path
    shared: Path
    title: str
    summary: str
    group: str
    version: int
    topics: list[str]
    parameters: list[Parameter]
    computed: dict[str, str]
    files: dict[str, FileRule]
    tests: list[str]
    then: list[str]

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of a name, or None."""
        return next((each for each in self.parameters if each.name == name), None)


def load_scaffold(
    folder: Path, *, shared: Path | None = None, resources: dict[str, str] | None = None
) -> Scaffold:
    """Read a manifest.

    Args:
        folder: The scaffold's folder.
        shared: The folder of what scaffolds share; `_shared` beside it where None.
        resources: Types of the resources of a template that is added to, by logical ID.

    Raises:
        DataFileError: It does not hold together.
        AwsdevError: The template has no resource that a parameter asks for.
    """
    fields = read_yaml(folder / MANIFEST)
    if folder.name in COMMANDS:
        raise fields.error(f"{folder.name} is a command", "give the folder another name")
    proof = fields.nested("proof")
    shared = shared or folder.parent / SHARED
    scaffold = Scaffold(
        name=folder.name,
        folder=folder,
        shared=shared,
        title=fields.take("title", str),
        summary=fields.take("summary", str),
        group=fields.take("group", str),
        version=fields.take("version", int),
        topics=fields.texts("topics"),
        parameters=_parameters(fields, shared / "parameters.yaml", resources or {}),
        computed=_computed(fields),
        files={path: _file(child) for path, child in fields.children("files").items()},
        tests=proof.texts("tests") if proof else [],
        then=fields.texts("then"),
    )
    if proof:
        proof.done()
    fields.done()
    return scaffold


def _parameters(fields: Fields, shared: Path, resources: dict[str, str]) -> list[Parameter]:
    parameters: list[Parameter] = []
    for number, values in enumerate(fields.take("parameters", list, []), 1):
        if not isinstance(values, dict):
            raise fields.error(f"parameter {number} is not a mapping")
        where = f"{fields.where}: parameter {number}"
        parameter = _parameter(Fields(_with_shared(values, shared, where), where), resources)
        if parameter.name in [each.name for each in parameters]:
            raise fields.error(f"the parameter {parameter.name} stands twice")
        parameters.append(parameter)
    return parameters


def _with_shared(values: dict[str, Any], shared: Path, where: str) -> dict[str, Any]:
    """Return a parameter's values, those it takes from the shared ones included."""
    if "shared" not in values:
        return values
    name, known = values["shared"], _shared(shared)
    if not isinstance(name, str) or name not in known:
        raise DataFileError(
            f"{where}: {shared.name} holds no parameter {name}", valid_ones(str(name), known)
        )
    own = {key: value for key, value in values.items() if key != "shared"}
    return {"name": name, **known[name], **own}


@cache
def _shared(path: Path) -> dict[str, dict[str, Any]]:
    fields = read_yaml(path)
    return {name: fields.take(name, dict) for name in fields.names()}


def _parameter(fields: Fields, resources: dict[str, str]) -> Parameter:
    kind = fields.take("type", str)
    if kind == _RESOURCE:
        return _resource(fields, resources)
    if kind not in tuple(ParameterType):
        raise fields.error(f"{kind} is no type of parameter")
    parameter = Parameter(
        name=fields.take("name", str),
        type=ParameterType(kind),
        help=fields.take("help", str),
        default=_value(fields, "default"),
        choices=tuple(fields.texts("choices")),
        pattern=_pattern(fields),
        message=fields.take("message", str, ""),
        minimum=fields.take("minimum", int) if fields.has("minimum") else None,
        maximum=fields.take("maximum", int) if fields.has("maximum") else None,
        when=fields.take("when", str, ""),
        edges=tuple(fields.take("edges", list, [])),
    )
    fields.done()
    if not _NAME.fullmatch(parameter.name):
        raise fields.error(f"{parameter.name} is no name for a parameter")
    for value in (parameter.default, *parameter.edges):
        _refuse(fields, parameter, value)
    return parameter


def _resource(fields: Fields, resources: dict[str, str]) -> Parameter:
    """Return the choice among a template's resources of some types."""
    types = fields.texts("of")
    found = tuple(name for name, type_ in resources.items() if type_ in types)
    if not found and resources:
        raise AwsdevError(
            f"the template has no resource of the type {' or '.join(types)}",
            "there is nothing to add this to",
            Status.NO,
        )
    parameter = Parameter(
        name=fields.take("name", str),
        type=ParameterType.CHOICE,
        help=fields.take("help", str),
        default=found[0] if found else "",
        choices=found,
    )
    fields.done()
    return parameter


def _refuse(fields: Fields, parameter: Parameter, value: Value) -> None:
    try:
        parameter.check(value)
    except AwsdevError as error:
        raise fields.error(str(error)) from error


def _pattern(fields: Fields) -> str:
    pattern = fields.take("pattern", str, "")
    try:
        re.compile(pattern)
    except re.error as error:
        raise fields.error(f"pattern is no regular expression: {error}") from error
    return pattern


def _value(fields: Fields, key: str) -> Value:
    value = fields.anything(key)
    if not isinstance(value, str | int | bool):
        raise fields.error(f"{key} is missing or not a single value")
    return value


def _computed(fields: Fields) -> dict[str, str]:
    computed = fields.take("computed", dict, {})
    for name, expression in computed.items():
        if not isinstance(expression, str):
            raise fields.error(f"computed.{name} is not text")
    return computed


def _file(fields: Fields) -> FileRule:
    mode = fields.take("mode", str, "0644")
    if mode not in ("0644", "0755"):
        raise DataFileError(f'{fields.where}: mode is neither "0644" nor "0755"')
    rule = FileRule(fields.take("when", str, ""), executable=mode == "0755")
    fields.done()
    return rule
