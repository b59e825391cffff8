"""Earlier versions of a scaffold, so that what they rendered can be rendered again.

When the version of a scaffold is raised from 1 to 2, the files that were other in version 1 (its
manifest, its skeleton, what it includes from `_shared/`) stay in `<scaffold>/earlier/1/`, at their
paths below `templates/`, and `absent.yaml` there lists those that version 1 did not have. Version 1
is version 2 with these files laid over it, and so on back.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from awsdev.datafile import DataFileError, read_yaml
from awsdev.scaffolds.manifest import SHARED, Scaffold, load_scaffold

EARLIER = "earlier"
ABSENT = "absent.yaml"


@contextlib.contextmanager
def checked_out(scaffold: Scaffold, version: int) -> Iterator[Scaffold | None]:
    """Give a version of a scaffold, laid out in a folder that goes with the context.

    Args:
        scaffold: The scaffold in its present version.
        version: The version wanted.

    Yields:
        It; None where it was not kept.

    Raises:
        DataFileError: What was kept does not hold together.
    """
    overlays = [scaffold.folder / EARLIER / str(each) for each in _back_to(scaffold, version)]
    if version > scaffold.version or not all(overlay.is_dir() for overlay in overlays):
        yield None
        return
    if not overlays:
        yield scaffold
        return
    with tempfile.TemporaryDirectory(prefix="awsdev-") as place:
        templates = Path(place)
        _copy_present(scaffold, templates)
        for overlay in overlays:
            _lay_over(overlay, templates)
        yield load_scaffold(templates / scaffold.name)


def _back_to(scaffold: Scaffold, version: int) -> list[int]:
    return list(range(scaffold.version - 1, version - 1, -1))


def _copy_present(scaffold: Scaffold, templates: Path) -> None:
    without = shutil.ignore_patterns(EARLIER)
    shutil.copytree(scaffold.folder, templates / scaffold.name, ignore=without)
    if scaffold.shared.is_dir():
        shutil.copytree(scaffold.shared, templates / SHARED)


def _lay_over(overlay: Path, templates: Path) -> None:
    absent = overlay / ABSENT
    if absent.is_file():
        for path in read_yaml(absent).texts("files"):
            target = templates / path
            if not target.resolve().is_relative_to(templates.resolve()):
                raise DataFileError(f"{absent}: {path} leads out of the templates")
            target.unlink(missing_ok=True)
    ignore = shutil.ignore_patterns(ABSENT)
    shutil.copytree(overlay, templates, ignore=ignore, dirs_exist_ok=True)
