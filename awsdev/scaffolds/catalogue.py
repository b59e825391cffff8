"""All scaffolds, and how one is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from awsdev.errors import AwsdevError, Status
from awsdev.locations import templates_folder
from awsdev.names import did_you_mean, name_key
from awsdev.scaffolds.manifest import Scaffold, load_scaffold
from awsdev.scaffolds.parameter import Parameter


def scaffold_names(templates: Path | None = None) -> list[str]:
    """Return the names of all scaffolds, sorted."""
    folder = templates or templates_folder()
    return sorted(path.parent.name for path in folder.glob("*/scaffold.yaml"))


def find_scaffold(name: str, templates: Path | None = None) -> Scaffold:
    """Return a scaffold by name, case and separators forgiven.

    Raises:
        AwsdevError: There is none by this name; the hint names near ones.
        DataFileError: Its manifest does not hold together.
    """
    names = scaffold_names(templates)
    for each in names:
        if name_key(each) == name_key(name):
            return load_scaffold((templates or templates_folder()) / each)
    hint = did_you_mean(name, names) or "`awsdev scaffold` lists the scaffolds"
    raise AwsdevError(f"there is no scaffold {name}", hint, Status.NO)


def all_scaffolds(templates: Path | None = None) -> list[Scaffold]:
    """Return all scaffolds, by name."""
    folder = templates or templates_folder()
    return [load_scaffold(folder / name) for name in scaffold_names(folder)]


def list_answer(scaffolds: list[Scaffold]) -> dict[str, Any]:
    """Return scaffolds as `scaffold --format json` lists them."""
    return {
        "version": 1,
        "scaffolds": [
            {
                "scaffold": scaffold.name,
                "title": scaffold.title,
                "summary": scaffold.summary,
                "group": scaffold.group,
                "topics": sorted(scaffold.topics),
                "parameters": [_parameter(each) for each in scaffold.parameters],
            }
            for scaffold in scaffolds
        ],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": str(parameter.type),
        "default": parameter.default,
        "choices": list(parameter.choices),
        "help": parameter.help,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "pattern": parameter.pattern,
        "when": parameter.when,
    }
