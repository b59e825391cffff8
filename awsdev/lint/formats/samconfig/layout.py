"""How the rules walk a samconfig: environments, commands and their parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.formats.samconfig.commands import GLOBAL, Option, commands

PARAMETERS = "parameters"
"""The one part of a command's table that the SAM CLI reads."""
VERSION = "version"
DEFAULT = "default"
"""The environment of a command that is given none."""
# To YAML 1.2, which the SAM CLI reads, these alone are no text.
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Table:
    """A command's table in an environment.

    Attributes:
        environment: The environment's name.
        entry: The command's name and what stands under it.
    """

    environment: str
    entry: Entry

    @property
    def command(self) -> str:
        """Return the command, or `global`."""
        return self.entry.key.text

    @property
    def place(self) -> str:
        """Return the route to the table."""
        return f"{self.environment}.{self.command}"

    @property
    def parameters(self) -> Mapping:
        """Return the command's parameters; an empty mapping where there are none."""
        value = self.entry.value
        return value.mapping(PARAMETERS) if isinstance(value, Mapping) else Mapping(value.span)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that its command knows.

    Attributes:
        table: Where it stands.
        entry: Its name and value.
        forms: What it takes; more than one form in `global`, where commands differ.
    """

    table: Table
    entry: Entry
    forms: tuple[Option, ...]

    @property
    def name(self) -> str:
        """Return its name."""
        return self.entry.key.text

    @property
    def value(self) -> Node:
        """Return its value."""
        return self.entry.value

    @property
    def place(self) -> str:
        """Return the route to it."""
        return f"{self.table.place}.{PARAMETERS}.{self.name}"


def environments(document: Document) -> Iterator[Entry]:
    """Yield the entries at the top but the version: each is an environment."""
    for entry in merged_root(document).entries:
        if entry.key.text != VERSION:
            yield entry


def tables(document: Document) -> Iterator[Table]:
    """Yield the tables of all environments, whether their command is known or not."""
    for environment in environments(document):
        if isinstance(environment.value, Mapping):
            for entry in environment.value.entries:
                yield Table(environment.key.text, entry)


def parameters(document: Document) -> Iterator[Parameter]:
    """Yield the parameters that their commands know, each once however often it is merged."""
    seen = set()
    for table in tables(document):
        options = commands().options(table.command)
        for entry in table.parameters.entries:
            known = options.get(entry.key.text)
            if known and (id(entry.key), known) not in seen:
                seen.add((id(entry.key), known))
                yield Parameter(table, entry, known)


def read_by(command: str, document: Document) -> Iterator[dict[str, Parameter]]:
    """Yield what a command reads in each environment: its own parameters before `global`'s."""
    found: dict[str, dict[str, Parameter]] = {}
    options = commands().options(command)
    for name in (GLOBAL, command):
        for table in tables(document):
            if table.command == name:
                given = found.setdefault(table.environment, {})
                for entry in table.parameters.entries:
                    if forms := options.get(entry.key.text):
                        given[entry.key.text] = Parameter(table, entry, forms)
    yield from found.values()


def sort_of(node: Node) -> str:
    """Return the type of a value in words, as YAML 1.2 and TOML have it."""
    if not isinstance(node, Scalar) or node.tag or node.quoted:
        return node.type_name
    if node.type_name == "boolean" and not _BOOLEAN.fullmatch(node.text):
        return "text"
    if node.type_name == "integer" and not _WHOLE.fullmatch(node.text):
        return "text"
    return node.type_name


def is_null(node: Node) -> bool:
    """Return whether nothing is given: the SAM CLI takes its default then."""
    return isinstance(node, Scalar) and node.type_name == "null"
