"""What the shell offers when Tab is pressed: names, read from folders where that is enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from awsdev.locations import content_folder, topic_slugs

if TYPE_CHECKING:
    from awsdev.scaffolds.manifest import Scaffold
    from awsdev.scaffolds.parameter import Parameter, Value


def topics(incomplete: str) -> list[str]:
    """Return the slugs of topics that begin so."""
    slugs = topic_slugs(content_folder())
    return [slug for slug in slugs if slug.startswith(incomplete)]


def scaffolds(incomplete: str) -> list[str]:
    """Return the names of scaffolds that begin so."""
    from awsdev.scaffolds.catalogue import (  # noqa: PLC0415 - only when Tab is pressed
        users_catalogue,
    )
    from awsdev.scaffolds.manifest import COMMANDS  # noqa: PLC0415 - as above

    names = [*users_catalogue().names, *COMMANDS]
    return [name for name in names if name.startswith(incomplete)]


def additions(incomplete: str) -> list[str]:
    """Return the names of additions that begin so."""
    from awsdev.scaffolds.addition import addition_names  # noqa: PLC0415 - only when Tab is pressed

    return [name for name in addition_names() if name.startswith(incomplete)]


def settings(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return what may follow `--set`: each choice of a parameter, or its default."""
    from awsdev.errors import AwsdevError  # noqa: PLC0415 - only when Tab is pressed
    from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - as above

    try:
        scaffold = users_catalogue(context.params.get("folder")).find(_scaffold_of(context))
    except AwsdevError:
        return []
    return _settings_of(scaffold, incomplete)


def addition_settings(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return what may follow `--set` of an addition, given the template that is named."""
    from awsdev.errors import AwsdevError  # noqa: PLC0415 - only when Tab is pressed
    from awsdev.scaffolds.addition import find_addition, read_template  # noqa: PLC0415 - as above

    name, place, *_ = [*_words(context), "", ""]
    try:
        template = read_template(Path(place or context.params.get("place", "")))
        addition = find_addition(context.params.get("name") or name, template)
    except AwsdevError:
        return []
    return _settings_of(addition, incomplete)


def _settings_of(scaffold: Scaffold, incomplete: str) -> list[tuple[str, str]]:
    pairs = [(f"{p.name}={value}", p.help) for p in scaffold.parameters for value in _values(p)]
    return [pair for pair in pairs if pair[0].startswith(incomplete)]


def _values(parameter: Parameter) -> tuple[Value, ...]:
    if isinstance(parameter.default, bool):
        return ("yes", "no")
    return parameter.choices or (parameter.default,)


def _scaffold_of(context: typer.Context) -> str:
    """Return the scaffold that a command line names, or whose project it names."""
    from awsdev.scaffolds.record import read_record  # noqa: PLC0415 - only when Tab is pressed

    first, *_ = [*_words(context), ""]
    if "name" in context.params:
        return str(context.params["name"] or first)
    return read_record(Path(first or context.params["destination"])).scaffold


def _words(context: typer.Context) -> list[str]:
    """Return arguments that an option which still waits for its value has left unparsed."""
    return [word for word in context.args if not word.startswith("-")]


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Return awsdev's rule codes that begin so, each with its title."""
    from awsdev.lint.rules.catalogue import all_rules  # noqa: PLC0415 - only when Tab is pressed

    wanted = incomplete.upper()
    return [(code, rule.title) for code, rule in all_rules().items() if code.startswith(wanted)]
