"""Saving an example: as a project of one file, so that all of it is there or nothing."""

from __future__ import annotations

from pathlib import Path

from awsdev.errors import AwsdevError
from awsdev.scaffolds.render import RenderedFile
from awsdev.scaffolds.write import OnConflict, Plan, plan_writing
from awsdev.tui.shelf import Code


def plan_saving(code: Code, typed: str, *, overwrite: bool = False) -> Plan:
    """Plan to save an example; a file that is there and differs is a conflict.

    Args:
        code: The example.
        typed: The path the reader typed; in a folder that is there, the file keeps its name.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        AwsdevError: No file can lie there.
    """
    path = typed_path(typed)
    path = path / code.name if path.is_dir() or typed.endswith("/") else path
    file = {path.name: RenderedFile(code.data)}
    try:
        return plan_writing(
            file, path.parent, OnConflict.OVERWRITE if overwrite else OnConflict.REFUSE
        )
    except ValueError as error:
        raise AwsdevError(f"{typed}: {error}", "choose another path") from error


def typed_path(typed: str) -> Path:
    """Return the path a reader typed, `~` being the reader's own folder.

    Raises:
        AwsdevError: There can be none.
    """
    try:
        path = Path(typed).expanduser()
        path.exists()
    except (OSError, ValueError, RuntimeError) as error:
        raise AwsdevError(f"{typed}: {error}", "choose another path") from error
    return path


def saved_path(plan: Plan) -> Path:
    """Return the file that a plan to save writes."""
    [name] = plan.project
    return plan.destination / name
