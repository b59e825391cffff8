"""AWS CLI commands checked against botocore's models, from which the CLI itself is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.validate import ParamValidator

from tests.content.provers.cli_files import Files
from tests.content.provers.cli_query import check_query
from tests.content.provers.cli_values import UNKNOWN, Reader, lengthened
from tests.content.provers.facts import service_model
from tests.content.provers.shell_words import Words, commands

# Where the CLI's name for a service is not botocore's.
_SERVICES = {"deploy": "codedeploy", "s3api": "s3", "configservice": "config"}
_GLOBAL = (
    *("--region", "--output", "--profile", "--query", "--endpoint-url", "--cli-read-timeout"),
    "--cli-binary-format",
)
_GLOBAL_FLAGS = ("--no-cli-pager", "--debug", "--no-paginate", "--no-sign-request")
_PAGING = {"--max-items": str.isdigit, "--page-size": str.isdigit, "--starting-token": str}
# Options that the CLI adds for a member of a structure.
_MOVED = {
    ("lambda", "CreateFunction", "--zip-file"): ("Code", "ZipFile"),
    ("lambda", "PublishLayerVersion", "--zip-file"): ("Content", "ZipFile"),
}
_ASSIGNMENT = re.compile(r"[A-Z_][A-Z0-9_]*=")


@dataclass(frozen=True)
class Call:
    """A command as an API call.

    Attributes:
        service: botocore's name of it.
        operation: Its name in the API.
        parameters: What the operation is given.
        query: The JMESPath expression of what is printed.
        output: The form in which it is printed.
        saved_as: The file that the streamed part of the answer goes to.
        waiter: The name of what the command waits for.
    """

    service: str
    operation: str
    parameters: dict[str, Any]
    query: str = ""
    output: str = "json"
    saved_as: str = ""
    waiter: str = ""


def calls_in(script: str, folder: Path | None = None) -> list[Call]:
    """Return the calls of a script of assignments and `aws` commands.

    Args:
        script: Its text.
        folder: Where the files lie that it reads.

    Raises:
        AssertionError: A command, option, value, variable or file is not what it should be.
    """
    calls: list[Call] = []

    def note(call: Call) -> str:
        calls.append(call)
        return UNKNOWN

    run_script(script, note, Files(folder))
    return calls


def run_script(
    script: str, carry_out: Callable[[Call], str], files: Files, **variables: str
) -> None:
    """Go through a script of assignments and `aws` commands.

    Args:
        script: Its text.
        carry_out: Given each call; returns what the command prints.
        files: What its commands read and write.
        variables: Values that stand in place of the script's own.

    Raises:
        AssertionError: A command, option, value, variable or file is not what it should be.
    """
    values = dict(variables)

    def value_of(name: str) -> str:
        assert name in values, f"${name} is not set at the top of the block"
        return values[name]

    def output_of(command: str) -> str:
        call = _call(words.of(command), files)
        printed = carry_out(call)
        if call.saved_as:
            files.written.add(call.saved_as)
        return printed

    words = Words(value_of, output_of)
    for command in commands(script):
        if command == "set -euo pipefail":
            continue
        if not _ASSIGNMENT.match(command):
            output_of(command)
            continue
        text = words.of(command)
        assert len(text) == 1, f"{command} sets a variable and does more"
        name, _, value = text[0].partition("=")
        values[name] = value if "$(" in command else variables.get(name, value)


def _call(words: list[str], files: Files) -> Call:
    assert words[:1] == ["aws"], f"{words[:1]} is no aws command"
    assert len(words) > 2, f"{words} names no command"
    service = _SERVICES.get(words[1], words[1])
    if words[2] == "wait":
        return _wait(service, words[3:], files)
    operations = _operations(service)
    assert words[2] in operations, f"aws {words[1]} has no command {words[2]}"
    return _Command(service, operations[words[2]]).call(words[3:], files)


def _wait(service: str, words: list[str], files: Files) -> Call:
    try:
        model = botocore.session.Session().get_waiter_model(service)
    except UnknownServiceError as error:
        message = f"aws {service} waits for nothing"
        raise AssertionError(message) from error
    waiters = {xform_name(name, "-"): name for name in model.waiter_names}
    name = waiters.get("".join(words[:1]))
    assert name, f"aws {service} waits for no {words[:1]}"
    operation = model.get_waiter(name).operation
    call = _Command(service, operation).call(words[1:], files)
    return Call(service, operation, call.parameters, waiter=xform_name(name))


@cache
def _operations(service: str) -> dict[str, str]:
    return {xform_name(name, "-"): name for name in service_model(service).operation_names}


@cache
def _paginated(service: str) -> set[str]:
    return set(botocore.session.Session().get_paginator_model(service)._paginator_config)


class _Command:
    """The command line of an operation."""

    def __init__(self, service: str, operation: str) -> None:
        self._service = service
        self._operation = operation
        self._model = service_model(service).operation_model(operation)
        self._shape = self._model.input_shape
        members = self._shape.members if self._shape else {}
        self._members = {f"--{xform_name(name, '-')}": name for name in members}

    def call(self, words: list[str], files: Files) -> Call:
        options, places = self._sorted(words)
        chosen = {name: options[name][0] for name in _GLOBAL if name in options}
        if "--query" in chosen:
            check_query(chosen["--query"], self._model.output_shape)
        form = chosen.get("--cli-binary-format", "base64")
        assert form in ("base64", "raw-in-base64-out"), f"there is no binary format {form}"
        reader = Reader(files, raw=form != "base64")
        parameters: dict[str, Any] = {}
        for option, values in options.items():
            self._take(option, values, reader, parameters)
        if self._shape:
            parameters = lengthened(parameters, self._shape)
            report = ParamValidator().validate(parameters, self._shape)
            assert not report.has_errors(), report.generate_report()
        streams = int(self._model.has_streaming_output)
        assert len(places) == streams, f"{self._operation} takes {streams} file, not {places}"
        query, output = chosen.get("--query", ""), chosen.get("--output", "json")
        return Call(self._service, self._operation, parameters, query, output, "".join(places))

    def _sorted(self, words: list[str]) -> tuple[dict[str, list[str]], list[str]]:
        """Tell the options with their values from the words that belong to none."""
        options: dict[str, list[str]] = {}
        places: list[str] = []
        room, current = 0, places
        for word in words:
            if word.startswith("--"):
                assert word not in options, f"{word} stands twice"
                room, current = self._room(word), options.setdefault(word, [])
            elif room:
                current.append(word)
                room -= 1
            else:
                places.append(word)
        return options, places

    def _room(self, option: str) -> int:
        """Return how many words an option may take."""
        member = self._member(option)
        kind = self._shape.members[member].type_name if member else ""
        if option in _GLOBAL_FLAGS or kind == "boolean":
            return 0
        return 1000 if kind == "list" else 1

    def _member(self, option: str) -> str:
        return self._members.get(option) or self._members.get(f"--{option[5:]}", "")

    def _take(
        self, option: str, values: list[str], reader: Reader, parameters: dict[str, Any]
    ) -> None:
        moved = _MOVED.get((self._service, self._operation, option))
        if option in _GLOBAL or option in _GLOBAL_FLAGS:
            assert len(values) == (option in _GLOBAL), f"{option} has no value"
        elif option in _PAGING and self._operation in _paginated(self._service):
            assert _PAGING[option]("".join(values)), f"{option}: {values}"
        elif moved:
            structure, member = moved
            shape = self._shape.members[structure].members[member]
            parameters.setdefault(structure, {})[member] = reader.value(values, shape, option)
        else:
            member = self._member(option)
            assert member, f"{self._operation} has no {option}"
            shape = self._shape.members[member]
            if shape.type_name == "boolean":
                parameters[member] = option in self._members
            else:
                assert option in self._members, f"{self._operation} has no {option}"
                parameters[member] = reader.value(values, shape, option)
        if option == "--zip-file":
            assert values[0].startswith("fileb://"), "--zip-file takes fileb:// and a path"
