"""What the shell offers when Tab is pressed: names, read from folders where that is enough."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from awsdev.lint.kinds import is_candidate
from awsdev.locations import (
    content_folder,
    own_topic_slugs,
    own_topics,
    templates_folder,
    topic_slugs,
)

if TYPE_CHECKING:
    from awsdev.scaffolds.manifest import Scaffold
    from awsdev.scaffolds.parameter import Parameter, Value


_ID = re.compile(r"^#{2,3} .*\{#([\w-]+)\}\s*$", re.MULTILINE)
KEPT = Path(__file__).with_name("completion.json")
"""What rules and scaffolds offer, written by `python docs/completion.py`.

To import the rules, or to read a manifest, takes longer than a reader waits for a name.
"""


def topics(incomplete: str) -> list[str]:
    """Return the slugs of topics that begin so; after a `#`, the sections of one."""
    slug, hash_, _ = incomplete.partition("#")
    if hash_:
        found = [f"{slug}#{section}" for section in _sections(slug)]
    else:
        found = [*topic_slugs(content_folder()), *own_topic_slugs(own_topics())]
    return sorted({name for name in found if name.startswith(incomplete)})


def _sections(slug: str) -> list[str]:
    """Return the ids that stand at a topic's headings; they are the same in every language."""
    for place in (own_topics() / slug, content_folder() / "topics" / slug):
        for page in sorted(place.glob("??.md")):
            return _ID.findall(page.read_text("utf-8", "replace"))
    return []


def files(incomplete: str) -> list[str]:
    """Return the folders, and the files `lint` may know, whose paths begin so."""
    found = _entries(incomplete)
    # A shell puts a blank after the only answer; of a folder, what lies in it is wanted.
    return found + _entries(found[0]) if len(found) == 1 and found[0].endswith(os.sep) else found


def _entries(incomplete: str) -> list[str]:
    folder, name = os.path.split(incomplete)
    found = []
    try:
        with os.scandir(folder or ".") as entries:
            for entry in entries:
                hidden = entry.name.startswith(".") and not name.startswith(".")
                if entry.name.startswith(name) and not hidden:
                    found += _shown(entry, folder)
    except OSError:
        return []
    return sorted(found)


def _shown(entry: os.DirEntry[str], folder: str) -> list[str]:
    path = os.path.join(folder, entry.name)  # noqa: PTH118 - a Path would drop the ./ that was typed
    if entry.is_dir():
        return [path + os.sep]
    return [path] if is_candidate(entry.name) else []


def scaffolds(incomplete: str) -> list[str]:
    """Return the names of scaffolds that begin so."""
    from awsdev.scaffolds.names import (  # noqa: PLC0415 - only when Tab is pressed
        COMMANDS,
        scaffold_folders,
        users_folders,
    )

    names = [*scaffold_folders(users_folders()), *COMMANDS]
    return [name for name in names if name.startswith(incomplete)]


def additions(incomplete: str) -> list[str]:
    """Return the names of additions that begin so."""
    from awsdev.scaffolds.names import addition_names  # noqa: PLC0415 - only when Tab is pressed

    return [name for name in addition_names() if name.startswith(incomplete)]


def settings(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return what may follow `--set`: each choice of a parameter, or its default."""
    from awsdev.errors import AwsdevError  # noqa: PLC0415 - only when Tab is pressed

    try:
        name, folder = _scaffold_of(context), context.params.get("folder")
        pairs = None if folder else _kept_settings(name)
        if pairs is None:
            from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - reads YAML

            pairs = settings_of(users_catalogue(Path(folder) if folder else None).find(name))
    except AwsdevError:
        return []
    return _beginning(pairs, incomplete)


def _kept_settings(name: str) -> list[tuple[str, str]] | None:
    """Return what a scaffold of awsdev's offers; None of one that is not, or not typed in full."""
    from awsdev.scaffolds.names import (  # noqa: PLC0415 - only when Tab is pressed
        scaffold_folders,
        users_folders,
    )

    folder = scaffold_folders(users_folders()).get(name)
    if folder is None or folder.parent != templates_folder():
        return None
    return [(setting, help_) for setting, help_ in _kept()["settings"][name]]


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
    return _beginning(settings_of(addition), incomplete)


def settings_of(scaffold: Scaffold) -> list[tuple[str, str]]:
    """Return what may be set of a scaffold, each setting with its parameter's help."""
    return [(f"{p.name}={value}", p.help) for p in scaffold.parameters for value in _values(p)]


def _values(parameter: Parameter) -> tuple[Value, ...]:
    if isinstance(parameter.default, bool):
        return ("yes", "no")
    return parameter.choices or (parameter.default,)


def _scaffold_of(context: typer.Context) -> str:
    """Return the scaffold that a command line names, or whose project it names."""
    first, *_ = [*_words(context), ""]
    if "name" in context.params:
        return str(context.params["name"] or first)
    from awsdev.scaffolds.record import read_record  # noqa: PLC0415 - reads YAML

    return read_record(Path(first or context.params["destination"])).scaffold


def _words(context: typer.Context) -> list[str]:
    """Return arguments that an option which still waits for its value has left unparsed."""
    return [word for word in context.args if not word.startswith("-")]


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Return awsdev's rule codes that begin so, each with its title."""
    return _beginning(_kept()["codes"].items(), incomplete.upper())


def _beginning(pairs: Iterable[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Return the pairs of what is offered and its help that begin so."""
    return [pair for pair in pairs if pair[0].startswith(incomplete)]


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return kept
