"""AWS CLI commands checked against botocore's models, from which the CLI itself is made."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import botocore.session
import jmespath
from botocore import xform_name
from botocore.validate import ParamValidator

from tests.content.provers.facts import service_model

# Where the CLI's name for a service is not botocore's.
_SERVICES = {"deploy": "codedeploy", "s3api": "s3", "configservice": "config"}
_GLOBAL = {"--region", "--output", "--profile", "--query", "--endpoint-url", "--cli-read-timeout"}
_GLOBAL_FLAGS = {"--no-cli-pager", "--debug", "--no-paginate", "--no-sign-request"}
_PAGING = {"--max-items": "integer", "--page-size": "integer", "--starting-token": "string"}
_ASSIGNMENT = re.compile(r"^([A-Z_][A-Z0-9_]*)=(.*)$")
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@dataclass(frozen=True)
class Call:
    """A command as an API call."""

    service: str
    operation: str
    parameters: dict[str, Any]
    query: str = ""
    output: str = "json"


def calls_in(script: str) -> list[Call]:
    """Return the calls of a script of assignments and `aws` commands.

    Raises:
        AssertionError: A command, option, value or variable is not what it should be.
    """
    calls: list[Call] = []

    def note(call: Call) -> str:
        calls.append(call)
        return "value-from-command"

    run_script(script, note)
    return calls


def run_script(script: str, carry_out: Callable[[Call], str], **variables: str) -> None:
    """Go through a script of assignments and `aws` commands.

    Args:
        script: Its text.
        carry_out: Given each call; returns what the command prints.
        variables: Values that stand in place of the script's own.

    Raises:
        AssertionError: A command, option, value or variable is not what it should be.
    """
    values = dict(variables)
    for line in _commands(script):
        expanded = _expand(line, values)
        assignment = _ASSIGNMENT.match(expanded)
        if assignment and not assignment[2].startswith("$("):
            value = " ".join(shlex.split(assignment[2], comments=True))
            values[assignment[1]] = variables.get(assignment[1], value)
            continue
        if assignment:
            expanded = assignment[2].removeprefix("$(").removesuffix(")")
        printed = carry_out(_call(shlex.split(expanded, comments=True)))
        if assignment:
            values[assignment[1]] = printed.strip()


def _commands(script: str) -> list[str]:
    joined = script.replace("\\\n", " ")
    lines = (line.strip() for line in joined.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _expand(line: str, variables: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        assert name in variables, f"${name} is not set at the top of the block"
        return variables[name]

    pieces = re.split(r"('[^']*')", line)
    return "".join(p if p.startswith("'") else _VARIABLE.sub(value, p) for p in pieces)


def _call(words: list[str]) -> Call:
    assert words[:1] == ["aws"], f"{words[:1]} is no aws command"
    service = _SERVICES.get(words[1], words[1])
    model = service_model(service)
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    assert words[2] in operations, f"aws {words[1]} has no command {words[2]}"
    operation = operations[words[2]]
    shape = model.operation_model(operation).input_shape
    members = {xform_name(name, "-"): name for name in shape.members} if shape else {}
    pages = botocore.session.Session().get_paginator_model(service)
    paged = operation in pages._paginator_config
    parameters: dict[str, Any] = {}
    options = _options(words[3:])
    for option, values in options.items():
        _take(option, values, shape, members, paged, parameters)
    report = ParamValidator().validate(parameters, shape) if shape else None
    assert report is None or not report.has_errors(), report.generate_report()
    query, output = (options.get(name, [""])[0] for name in ("--query", "--output"))
    return Call(service, operation, parameters, query, output or "json")


def _options(words: list[str]) -> dict[str, list[str]]:
    options: dict[str, list[str]] = {}
    current = None
    for word in words:
        if word.startswith("--"):
            assert word not in options, f"{word} stands twice"
            current = options.setdefault(word, [])
        else:
            assert current is not None, f"{word} belongs to no option"
            current.append(word)
    return options


def _take(option, values, shape, members, paged, parameters) -> None:
    if option in _GLOBAL:
        assert len(values) == 1, f"{option} takes one value"
        if option == "--query":
            jmespath.compile(values[0])
        return
    if option in _GLOBAL_FLAGS:
        assert not values, f"{option} takes no value"
        return
    if paged and option in _PAGING:
        assert len(values) == 1
        assert _PAGING[option] == "string" or values[0].isdigit()
        return
    name = option.removeprefix("--")
    off = name.removeprefix("no-")
    if name not in members and off in members:
        parameters[members[off]] = False
        return
    assert name in members, f"{shape.name} has no {option}"
    parameters[members[name]] = _value(values, shape.members[members[name]], option)


def _value(values: list[str], shape: Any, option: str) -> Any:
    kind = shape.type_name
    if kind == "boolean":
        assert not values or values in (["true"], ["false"]), f"{option}: {values} is no boolean"
        return values != ["false"]
    assert values, f"{option} has no value"
    if kind in ("list", "map", "structure") and values[0][:1] in "[{":
        return json.loads(" ".join(values))
    if kind == "list":
        return [_value([value], shape.member, option) for value in values]
    if kind in ("map", "structure"):
        return _shorthand(",".join(values), shape, option)
    assert len(values) == 1, f"{option} takes one value, not {values}"
    return _scalar(values[0], shape, option)


def _shorthand(text: str, shape: Any, option: str) -> dict[str, Any]:
    """Read `Key=Value,Key=Value`, the CLI's short form of mappings."""
    pairs = dict(pair.split("=", 1) for pair in text.split(","))
    if shape.type_name == "map":
        return {key: _value([value], shape.value, option) for key, value in pairs.items()}
    unknown = set(pairs) - set(shape.members)
    assert not unknown, f"{option} has no {unknown}"
    return {key: _value([value], shape.members[key], option) for key, value in pairs.items()}


def _scalar(text: str, shape: Any, option: str) -> Any:
    if shape.type_name in ("integer", "long"):
        assert text.lstrip("-").isdigit(), f"{option}: {text} is no whole number"
        return int(text)
    if shape.type_name in ("float", "double"):
        return float(text)
    if shape.type_name == "blob":
        return text.encode()
    choices = getattr(shape, "enum", None) or [text]
    assert text in choices, f"{option}: {text} is none of {choices}"
    return text
