"""The options of commands: names, types and choices (codes `SG2…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar
from awsdev.lint.finding import Fix, Severity
from awsdev.lint.formats.samconfig.commands import GLOBAL, commands
from awsdev.lint.formats.samconfig.conversion import Refusal, changed, refusal
from awsdev.lint.formats.samconfig.layout import Parameter, Table, parameters, sort_of, tables
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import name_key, valid_ones

RULES = RuleSet("samconfig", topic="sam-basics")

_CHOOSES_THE_FILE = ("config_env", "config_file")
_GROWING = ("base_image", "dependency_manager", "resource", "runtime")
"""Choices to which every few versions of the SAM CLI add some."""
_FOUND = {
    "list": "a list",
    "mapping": "a table",
    "boolean": "a boolean",
    "integer": "a number",
    "number": "a number",
    "date": "a date",
}


@RULES.rule("SG201", Severity.WARNING)
def unknown_option(document: Document) -> Iterator[Problem]:
    """An option that the command does not have.

    Options are written with underscores, whatever the command line says. The list is that of
    SAM CLI 1.170; an option that a newer one added is reported too.

    ## Why
    The SAM CLI passes over what it does not know without a word, so the option is as good as
    not there.

    ## AWS says
    Nothing.

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack-name = "orders"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    ```

    ## Source
    [AWS SAM CLI command reference](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-command-reference.html);
    [the schema of samconfig](https://github.com/aws/aws-sam-cli/blob/v1.164.0/schema/samcli.json)
    """
    seen, fixes = set(), Fixes(document)
    for table in tables(document):
        known = commands().options(table.command)
        for entry in table.parameters.entries if known else ():
            place = (table.command, id(entry.key))
            if entry.key.text not in known and place not in seen:
                seen.add(place)
                yield Problem(
                    entry.key,
                    _unknown(table, entry.key.text),
                    _option_hint(table, entry),
                    fix=_spelling(table, entry, fixes),
                )


@RULES.rule("SG202", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A value of a type that the option does not take.

    A switch is `true` or `false`, a port a whole number, a path text. Lists stand only where
    an option may be given more than once. Text such as `"yes"` and `"8080"` is understood.

    ## Why
    The command ends before it begins, with the option's name or with a traceback. A list in
    place of a text is worse: it becomes the text `['orders']`, brackets and all.

    ## AWS says
    `Error: Invalid value for '--lint': 'maybe' is not a valid boolean.`

    ## Wrong
    ```toml
    version = 0.1

    [default.validate.parameters]
    lint = "maybe"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.validate.parameters]
    lint = true
    ```

    ## Source
    [AWS SAM CLI command reference](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-command-reference.html)
    """
    for parameter in parameters(document):
        if (why := _refusal(parameter)) and not why.choices:
            found = _FOUND.get(sort_of(why.at), "")
            text = why.at.text if isinstance(why.at, Scalar) else ""
            words = f"{parameter.place} must be {why.expected}, not {found or text}"
            yield Problem(why.at, words, "", why.says)


@RULES.rule("SG203", Severity.ERROR)
def no_such_choice(document: Document) -> Iterator[Problem]:
    """A value that is not one of the option's choices.

    Upper and lower case count, save where the SAM CLI says they do not. Runtimes and what else
    grows from version to version are SG204's.

    ## Why
    The command ends before it begins.

    ## AWS says
    `Error: Invalid value for '--on-failure': 'RETRY' is not one of 'ROLLBACK', 'DELETE',
    'DO_NOTHING'.`

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    on_failure = "RETRY"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    on_failure = "ROLLBACK"
    ```

    ## Source
    [sam deploy](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html)
    """
    for parameter in parameters(document):
        if parameter.name not in _GROWING:
            yield from _wrong_choice(parameter)


@RULES.rule("SG204", Severity.WARNING)
def no_known_choice(document: Document) -> Iterator[Problem]:
    """A runtime, base image or the like that SAM CLI 1.170 does not know.

    These lists grow: a newer SAM CLI may take what this one refuses.

    ## Why
    A SAM CLI that does not know the value ends before it begins.

    ## AWS says
    `'python3.7' is not one of …`

    ## Wrong
    ```toml
    version = 0.1

    [default.init.parameters]
    runtime = "python3.7"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.init.parameters]
    runtime = "python3.14"
    ```

    ## Source
    [sam init](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-init.html)
    """
    for parameter in parameters(document):
        if parameter.name in _GROWING:
            yield from _wrong_choice(parameter)


@RULES.rule("SG205", Severity.WARNING)
def changed_text(document: Document) -> Iterator[Problem]:
    """A number or boolean that becomes another text than stands there.

    The option is text; without quotes `1.10` is a number and becomes `1.1`, and `true`
    becomes `True`.

    ## Why
    The stack, the prefix or the profile has another name than the file says.

    ## AWS says
    Nothing, or that there is no such profile.

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    s3_prefix = 1.10
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    s3_prefix = "1.10"
    ```

    ## Source
    [TOML, float](https://toml.io/en/v1.0.0#float)
    """
    fixes = Fixes(document)
    for parameter in parameters(document):
        if all(form.kind == "text" for form in parameter.forms) and not _refusal(parameter):
            for value, text in changed(parameter.value):
                quoted = f'"{value.text}"'
                words = f"without quotes {value.text} becomes the text {text}"
                yield Problem(value, words, f"write {quoted}", fix=fixes.quote(value))


def _refusal(parameter: Parameter) -> Refusal | None:
    """Return why no command that has the option takes the value."""
    refusals = [refusal(form, parameter.value) for form in parameter.forms]
    return refusals[0] if all(refusals) else None


def _wrong_choice(parameter: Parameter) -> Iterator[Problem]:
    if (why := _refusal(parameter)) and why.choices and isinstance(why.at, Scalar):
        hint = valid_ones(why.at.text, why.choices)
        yield Problem(why.at, f"{parameter.place} cannot be {why.at.text}", hint, why.says)


def _unknown(table: Table, name: str) -> str:
    if table.command == GLOBAL:
        return f"no command has an option {name}"
    return f"sam {table.command.replace('_', ' ')} has no option {name}"


def _option_hint(table: Table, entry: Entry) -> str:
    known, name = commands(), entry.key.text
    options = known.options(table.command)
    if name in _CHOOSES_THE_FILE:
        return f"the file cannot say which file to read: give --{name.replace('_', '-')} instead"
    if meant := _respelled(table, name):
        return f"write {meant}"
    if (switch := known.opposites.get(name.replace("-", "_"))) in options:
        return f"to turn it off, set {switch} to false"
    if owners := [owner for owner in known.tables_with(name) if owner != GLOBAL]:
        return f"it is an option of {', '.join(owners)}"
    return valid_ones(name, options)


def _respelled(table: Table, name: str) -> str:
    """Return the option of which only case or separators differ, or an empty string."""
    same = [
        known for known in commands().options(table.command) if name_key(known) == name_key(name)
    ]
    return same[0] if len(same) == 1 else ""


def _spelling(table: Table, entry: Entry, fixes: Fixes) -> Fix | None:
    meant = _respelled(table, entry.key.text)
    # In TOML a table's name may stand in more than one place.
    if not meant or table.parameters.entry(meant) or isinstance(entry.value, Mapping):
        return None
    return fixes.respell(entry.key, meant)
