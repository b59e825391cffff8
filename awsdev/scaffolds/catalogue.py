"""Which scaffolds there are: awsdev's, a user's own, or those of a folder somebody names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from awsdev.datafile import DataFileError
from awsdev.errors import AwsdevError, Status
from awsdev.locations import templates_folder
from awsdev.names import did_you_mean, name_key
from awsdev.scaffolds.manifest import Scaffold, load_scaffold
from awsdev.scaffolds.names import MANIFEST, own_scaffolds, scaffold_folders, users_folders
from awsdev.scaffolds.parameter import Parameter


class Catalogue:
    """Scaffolds by name.

    Args:
        folders: Folders that hold one folder for each scaffold, as `scaffold_folders` reads them.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = scaffold_folders(folders)

    @property
    def names(self) -> list[str]:
        """Return the names of all scaffolds, sorted."""
        return list(self._folders)

    def find(self, name: str) -> Scaffold:
        """Return a scaffold by name, case and separators forgiven.

        Raises:
            AwsdevError: There is none by this name; the hint names near ones.
            DataFileError: Its manifest does not hold together.
        """
        for each in self.names:
            if name_key(each) == name_key(name):
                return load_scaffold(self._folders[each])
        hint = did_you_mean(name, self.names) or "`awsdev scaffold` lists the scaffolds"
        raise AwsdevError(f"there is no scaffold {name}", hint, Status.NO)

    def all(self) -> list[Scaffold]:
        """Return all scaffolds, by name.

        One of the user's own that does not hold together is left out: it costs no other, and asking
        for it tells what is wrong.

        Raises:
            DataFileError: Another does not hold together.
        """
        scaffolds = []
        for folder in (self._folders[name] for name in self.names):
            try:
                scaffolds.append(load_scaffold(folder))
            except DataFileError:
                if folder.parent != own_scaffolds():
                    raise
        return scaffolds


def by_group(scaffolds: Iterable[Scaffold]) -> dict[str, list[Scaffold]]:
    """Return scaffolds by group, the groups in the order of their names."""
    groups: dict[str, list[Scaffold]] = {}
    for scaffold in scaffolds:
        groups.setdefault(scaffold.group, []).append(scaffold)
    return dict(sorted(groups.items()))


def awsdevs_catalogue() -> Catalogue:
    """Return the scaffolds that come with awsdev."""
    return Catalogue([templates_folder()])


def users_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the scaffolds a user has.

    Args:
        folder: A folder of scaffolds, or one of a scaffold within it; the user's own and awsdev's
            where None.

    Raises:
        AwsdevError: There is no scaffold in the folder.
    """
    if folder is None:
        return Catalogue(users_folders())
    catalogue = Catalogue([folder.resolve().parent if (folder / MANIFEST).is_file() else folder])
    if not catalogue.names:
        raise AwsdevError(
            f"{folder}: there is no scaffold here", f"it is a folder with a {MANIFEST} in it"
        )
    return catalogue


def is_awsdevs(scaffold: Scaffold) -> bool:
    """Return whether a scaffold came with awsdev."""
    return scaffold.folder.parent == templates_folder()


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
