"""The structure of samconfig: the version, environments and tables (codes `SG1…`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Edit, Fix, Severity, Span
from awsdev.lint.formats.samconfig.commands import GLOBAL, commands
from awsdev.lint.formats.samconfig.layout import (
    DEFAULT,
    PARAMETERS,
    VERSION,
    Table,
    environments,
    is_null,
    sort_of,
    tables,
)
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("samconfig", topic="sam-basics")

_NO_VERSION = "'version' key is not present or is in unrecognized format."
_ONLY_VERSION = 0.1


@RULES.rule("SG101", Severity.ERROR)
def no_version(document: Document) -> Iterator[Problem]:
    """The version is missing or no decimal number.

    `version` stands at the top and is the number `0.1`: not `1`, and not text in quotes. An
    empty file needs none.

    ## Why
    Every command of the SAM CLI reads the file first and ends there, whatever else it holds.

    ## AWS says
    `'version' key is not present or is in unrecognized format.`

    ## Wrong
    ```toml
    version = "0.1"

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Source
    [AWS SAM CLI configuration file](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html);
    the SAM CLI, [samconfig.py](https://github.com/aws/aws-sam-cli/blob/v1.164.0/samcli/lib/config/samconfig.py)
    """
    root = merged_root(document)
    entry = root.entry(VERSION)
    line = "version = 0.1" if _is_toml(document) else "version: 0.1"
    if entry is None:
        if root.entries:
            first = root.entries[0].key.span.line
            edit = Edit(Span(first, 1, first, 1), f"{line}\n")
            fix = Fix("add the version", (edit,)) if root.entries[0].key.span.column == 1 else None
            hint = f"begin the file with {line}"
            yield Problem(root.entries[0].key, "the version is missing", hint, _NO_VERSION, fix)
    elif not _is_decimal(entry.value):
        at = entry.key if is_null(entry.value) else entry.value
        fix = Fixes(document).write(at, "0.1", plain=True) if _says_it(entry.value) else None
        words = "the version must be a decimal number"
        yield Problem(at, words, f"write {line}", _NO_VERSION, fix)


@RULES.rule("SG102", Severity.WARNING)
def other_version(document: Document) -> Iterator[Problem]:
    """A version other than 0.1.

    There has been one version of the format since its beginning, 0.1.

    ## Why
    The SAM CLI looks only at whether the version is a decimal number, so the file is read all
    the same today. It is the version of the format, not of your project or your file.

    ## AWS says
    Nothing.

    ## Wrong
    ```toml
    version = 1.2

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Source
    The SAM CLI, [version.py](https://github.com/aws/aws-sam-cli/blob/v1.164.0/samcli/lib/config/version.py)
    """
    value = merged_root(document).get(VERSION)
    if isinstance(value, Scalar) and _is_decimal(value) and _decimal(value) != _ONLY_VERSION:
        yield Problem(value, f"there is no version {value.text} of samconfig", "write 0.1")


@RULES.rule("SG103", Severity.ERROR)
def no_table(document: Document) -> Iterator[Problem]:
    """A value stands where the SAM CLI reads a table.

    The environment `default`, a command and its `parameters` are tables: neither text, nor a
    list, nor nothing at all.

    ## Why
    The command ends before it begins.

    ## AWS says
    `Error: Error reading configuration: 'String' object has no attribute 'items'`

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy]
    parameters = "stack_name=orders"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Source
    [AWS SAM CLI configuration file](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html)
    """
    for entry in environments(document):
        if entry.key.text == DEFAULT and not isinstance(entry.value, Mapping):
            yield _not_a_table(entry, DEFAULT)
    for table in tables(document):
        if commands().knows(table.command):
            value = table.entry.value
            if not isinstance(value, Mapping):
                yield _not_a_table(table.entry, table.place)
            elif (below := value.entry(PARAMETERS)) and not isinstance(below.value, Mapping):
                yield _not_a_table(below, f"{table.place}.{PARAMETERS}")


@RULES.rule("SG104", Severity.WARNING)
def misplaced_key(document: Document) -> Iterator[Problem]:
    """A key where the SAM CLI reads none.

    A value at the top beside the version, or an option directly in a command's table instead
    of in its `parameters`.

    ## Why
    Of an environment only the tables of commands are read, of a command only `parameters`.
    The key is ignored, and the command runs without the option.

    ## AWS says
    Nothing.

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy]
    stack_name = "orders"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Source
    [Configuration file basics](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html#serverless-sam-cli-config-basics)
    """
    for entry in environments(document):
        if entry.key.text != DEFAULT and not isinstance(entry.value, Mapping):
            name = entry.key.text
            yield Problem(
                entry.key,
                f"{name} at the top is ignored: only tables of environments stand there",
                f"an option stands in a table such as {DEFAULT}.{GLOBAL}.{PARAMETERS}",
            )
    for table in tables(document):
        if commands().knows(table.command) and isinstance(table.entry.value, Mapping):
            for entry in table.entry.value.entries:
                if entry.key.text != PARAMETERS:
                    words = f"{entry.key.text} in {table.place} is ignored"
                    yield Problem(entry.key, words, _below_parameters(table))


@RULES.rule("SG105", Severity.WARNING)
def unknown_command(document: Document) -> Iterator[Problem]:
    """A table of a command that the SAM CLI does not have.

    The words of a command are joined by underscores: `local_start_api`. A command's table
    stands below an environment.

    ## Why
    No command reads the table. Without an environment before it, `deploy.parameters` is read
    as an environment called deploy.

    ## AWS says
    Nothing.

    ## Wrong
    ```toml
    version = 0.1

    [default.local-start-api.parameters]
    port = 8080
    ```

    ## Right
    ```toml
    version = 0.1

    [default.local_start_api.parameters]
    port = 8080
    ```

    ## Source
    [AWS SAM CLI command reference](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-command-reference.html)
    """
    for table in tables(document):
        if not commands().knows(table.command):
            words = f"there is no command {table.command} whose table {table.place} could be"
            yield Problem(table.entry.key, words, _command_hint(table))


@RULES.rule("SG106", Severity.ERROR)
def written_as_json(document: Document) -> Iterator[Problem]:
    """The file is called JSON.

    The SAM CLI takes `samconfig.toml`, `samconfig.yaml` and `samconfig.yml`.

    ## Why
    `samconfig.json` is not looked for. Given by `--config-file` it is refused.

    ## AWS says
    `The config file extension '.json' is not supported. Supported formats are: [.toml|.yaml|.yml]`

    ## Wrong
    ```json samconfig.json
    {"version": 0.1, "default": {"deploy": {"parameters": {"stack_name": "orders"}}}}
    ```

    ## Right
    ```yaml samconfig.yaml
    version: 0.1
    default:
      deploy:
        parameters:
          stack_name: orders
    ```

    ## Source
    The SAM CLI, [file_manager.py](https://github.com/aws/aws-sam-cli/blob/v1.164.0/samcli/lib/config/file_manager.py)
    """
    path = PurePath(document.path)
    if path.suffix == ".json":
        words = "The config file extension '.json' is not supported. "
        formats = "Supported formats are: [.toml|.yaml|.yml]"
        hint = "JSON is YAML too: call it samconfig.yaml"
        fix = Fix("call it .yaml", rename=path.with_suffix(".yaml").name)
        yield Problem(Span(), "the SAM CLI reads no JSON", hint, words + formats, fix)


@RULES.rule("SG107", Severity.WARNING)
def table_nobody_reads(document: Document) -> Iterator[Problem]:
    """The table of a command that does not read it.

    `sam delete` takes its options from the table of `deploy`; `sam docs`, and the commands
    below `sam local callback` and `sam local execution`, read no file.

    ## Why
    The options are ignored.

    ## AWS says
    Nothing.

    ## Wrong
    ```toml
    version = 0.1

    [default.delete.parameters]
    stack_name = "orders"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Source
    The SAM CLI, [delete/command.py](https://github.com/aws/aws-sam-cli/blob/v1.164.0/samcli/commands/delete/command.py)
    """
    for table in tables(document):
        if (instead := commands().unread.get(table.command)) is not None:
            command = table.command.replace("_", " ")
            words = f"sam {command} does not read {table.place}"
            hint = f"it reads {table.environment}.{instead}" if instead else "it reads no file"
            yield Problem(table.entry.key, words, hint)


def _is_toml(document: Document) -> bool:
    return document.path.lower().endswith(".toml")


def _is_decimal(node: Node) -> bool:
    """Return whether Python makes a float of it, which is what the SAM CLI asks for."""
    if not isinstance(node, Scalar) or node.quoted:
        return False
    if sort_of(node) == "number":
        return True
    # YAML 1.2 takes 1e3 for a number, YAML 1.1 does not.
    return sort_of(node) == "text" and _decimal(node) is not None


def _decimal(node: Scalar) -> float | None:
    try:
        return float(node.text)
    except ValueError:
        return None


def _says_it(node: Node) -> bool:
    return isinstance(node, Scalar) and _decimal(node) == _ONLY_VERSION


def _not_a_table(entry: Entry, place: str) -> Problem:
    nothing = is_null(entry.value)
    found = "nothing" if nothing else {"list": "a list"}.get(sort_of(entry.value), "a value")
    return Problem(
        entry.key if nothing else entry.value,
        f"{place} must be a table, not {found}",
        "leave it out, or write options below it" if nothing else "write options below it",
    )


def _below_parameters(table: Table) -> str:
    return f"options stand in {table.place}.{PARAMETERS}"


def _command_hint(table: Table) -> str:
    known, name = commands(), table.command
    if name == PARAMETERS and known.knows(table.environment):
        return f"put an environment before it: {DEFAULT}.{table.environment}.{PARAMETERS}"
    if name == PARAMETERS:
        return f"name a command, or {GLOBAL} for all: {table.environment}.{GLOBAL}.{PARAMETERS}"
    below = table.entry.value.keys() if isinstance(table.entry.value, Mapping) else []
    joined = [f"{name}_{word}".replace("-", "_") for word in below]
    meant = next((word for word in (name.replace("-", "_"), *joined) if known.knows(word)), "")
    return valid_ones(name, known.names(), meant=meant)
