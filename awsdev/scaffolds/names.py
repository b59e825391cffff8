"""Which scaffolds there are, by the names of their folders: none of them is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from awsdev.locations import is_plain_name, templates_folder, user_folder

MANIFEST = "scaffold.yaml"
COMMANDS = ("add", "update")
"""Words that follow `awsdev scaffold` and are no scaffold's name."""
_ADDITIONS = "_additions"
"""The folder beside scaffolds that holds additions."""


def scaffold_folders(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the folders of scaffolds by name, sorted.

    Args:
        folders: Folders that hold one folder for each scaffold. Of two scaffolds by one name,
            that of the earlier folder counts. One whose name cannot be shown as it is, is none.
    """
    found = {}
    for folder in reversed(folders):
        for manifest in folder.glob(f"*/{MANIFEST}"):
            if is_plain_name(manifest.parent.name):
                found[manifest.parent.name] = manifest.parent
    return dict(sorted(found.items()))


def users_folders() -> list[Path]:
    """Return the folders that hold a user's own scaffolds and awsdev's, those that count first."""
    return [own_scaffolds(), templates_folder()]


def own_scaffolds() -> Path:
    """Return the folder of a user's own scaffolds, which need not be there."""
    return user_folder() / "scaffolds"


def additions_folder() -> Path:
    """Return the folder of additions."""
    return templates_folder() / _ADDITIONS


def addition_names() -> list[str]:
    """Return the names of all additions, sorted."""
    return [*scaffold_folders([additions_folder()])]
