"""Writes down what the SAM CLI reads from samconfig, as the rules SG… know it.

Run in an environment of its own that holds the SAM CLI, and again when a new version is out:

    python3 -m venv .venv-sam && .venv-sam/bin/pip install aws-sam-cli
    .venv-sam/bin/python docs/samconfig_commands.py > awsdev/lint/samconfig/commands.yaml

It walks through the commands as the SAM CLI itself builds them, so it also sees what its own
JSON schema of samconfig leaves out: `sam delete` reads the table of `deploy`, arguments may be
given by the file, a few commands read no file at all, and which case a choice must have.
`tests/lint/formats/samconfig/test_sam_cli.py`, run in that environment, compares the result with it.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import click
import yaml
from samcli.cli.command import _SAM_CLI_COMMAND_PACKAGES
from samcli.lib.config.samconfig import SamConfig

# The reader of samconfig is an option of its own without a name; these two choose the file.
CHOOSES_THE_FILE = ("config_file", "config_env")
GENERATED = "local_generate_event_"
KINDS = {
    "BoolParamType": "boolean",
    "IntParamType": "integer",
    "StringParamType": "text",
    "Path": "string",
    "File": "string",
    "TenantIdType": "string",
    "ImageRepositoryType": "string",
    "DurableExecutionArnType": "string",
    "CfnMetadataType": "metadata",
    "CfnParameterOverridesType": "parameters",
    "CfnTags": "tags",
    "SigningProfilesOptionType": "tags",
    "FuncParamType": "words",
    "ImageRepositoriesType": "string",
    "DockerAdditionalHostType": "string",
    "RemoteInvokeBotoApiParameterType": "string",
    "SyncWatchExcludeType": "pairs",
}
HEAD = """\
# What the SAM CLI reads from samconfig: the tables, their options and what an option takes.
# Written by docs/samconfig_commands.py; do not edit.
#
# An option takes one of: boolean; integer; text (whatever is given becomes text); string (only
# text); parameters, tags, words, pairs, metadata (forms of their own); or what is listed.
# `several` marks an option that takes a list of such values as well as one of them,
# `any_case` a list whose upper and lower case do not count.
"""


def commands(names: list[str], command: Any) -> Iterator[tuple[str, Any]]:
    """Yield each command that does something, with the name that a table of it has."""
    context = click.Context(command, info_name=names[-1])
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from commands([*names, name], below)
    else:
        yield SamConfig.to_key(names), command


def tables_read(name: str, command: Any) -> list[str]:
    """Return the tables whose parameters a command reads: its own in all but one case."""
    for option in command.params:
        if isinstance(option, click.Option) and option.name is None and option.callback:
            provider = getattr(option.callback, "args", (None,))[-1]
            if type(provider).__name__ == "ConfigProvider":
                return [SamConfig.to_key(provider.cmd_names)] if provider.cmd_names else [name]
    return []


def taken(option: Any) -> Any:
    """Return what an option takes."""
    if isinstance(option.type, click.Choice):
        choices: Any = [str(getattr(choice, "value", choice)) for choice in option.type.choices]
        kind = choices if option.type.case_sensitive else {"any_case": choices}
    else:
        kind = KINDS[type(option.type).__name__]
    listed = isinstance(option, click.Argument) and option.nargs == -1
    return {"several": kind} if listed or getattr(option, "multiple", False) else kind


def all_commands() -> Iterator[tuple[str, Any]]:
    """Yield every command but those that `sam local generate-event` makes up from a list."""
    for package in _SAM_CLI_COMMAND_PACKAGES:
        top = importlib.import_module(package).cli
        for name, command in commands([package.split(".")[-1]], top):
            if not name.startswith(GENERATED):
                yield name, command


def options(command: Any) -> Iterator[Any]:
    """Yield the options and arguments of a command that samconfig may give."""
    for option in command.params:
        if option.name and option.name not in CHOOSES_THE_FILE:
            yield option


def described() -> dict[str, Any]:
    """Return all tables, those that no command reads, and other names that options have."""
    tables: dict[str, dict[str, Any]] = {}
    unread: dict[str, str] = {}
    opposites: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for name, command in all_commands():
        read = tables_read(name, command)
        if name not in read:
            unread[name] = read[0] if read else ""
        for option in options(command):
            for table in read:
                tables.setdefault(table, {}).setdefault(option.name, taken(option))
            opposites |= {_word(off): option.name for off in option.secondary_opts}
            long = [_word(other) for other in option.opts if other.startswith("--")]
            aliases |= {word: option.name for word in long if word != option.name}
    return {
        "source": f"aws-sam-cli {version('aws-sam-cli')}, from PyPI",
        "read": datetime.date.today(),
        "tables": {name: dict(sorted(tables[name].items())) for name in sorted(tables)},
        "unread": dict(sorted(unread.items())),
        "opposites": dict(sorted(opposites.items())),
        "aliases": dict(sorted(aliases.items())),
    }


def _word(flag: str) -> str:
    return flag.lstrip("-").replace("-", "_")


class Dumper(yaml.SafeDumper):
    """Writes lists of choices on one line, and nothing twice by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


Dumper.add_representer(
    list,
    lambda dumper, items: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=True
    ),
)

if __name__ == "__main__":
    print(HEAD, end="")
    print(yaml.dump(described(), Dumper=Dumper, sort_keys=False, width=10_000), end="")
