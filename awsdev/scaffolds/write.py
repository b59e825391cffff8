"""Writing a project so that all of it is there, or nothing of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.render import Project, RenderedFile
from awsdev.scaffolds.transaction import apply_changes, changes_diff, recover, refuse_blocked


class FileStatus(StrEnum):
    """What is done, or would be, with a file."""

    CREATED = "created"
    IDENTICAL = "identical"
    OVERWRITTEN = "overwritten"
    CHANGED = "changed"
    """Something was added to it; all that was there still is."""
    SKIPPED = "skipped"
    CONFLICT = "conflict"


class OnConflict(StrEnum):
    """What to do with a file that is there and differs."""

    REFUSE = "refuse"
    OVERWRITE = "overwrite"
    SKIP = "skip"


_RESULTS = {
    OnConflict.REFUSE: FileStatus.CONFLICT,
    OnConflict.OVERWRITE: FileStatus.OVERWRITTEN,
    OnConflict.SKIP: FileStatus.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What writing a project would do.

    Attributes:
        destination: The project's folder.
        project: The files.
        statuses: What happens to each, by path.
        recovered: Whether an earlier write was found interrupted there, and undone.
    """

    destination: Path
    project: Project
    statuses: dict[str, FileStatus]
    recovered: bool = False

    @property
    def conflicts(self) -> list[str]:
        """Return the files that are there and differ, where nobody said what to do."""
        return [path for path, status in self.statuses.items() if status is FileStatus.CONFLICT]

    @property
    def changes(self) -> dict[str, RenderedFile]:
        """Return the files that would be written."""
        written = (FileStatus.CREATED, FileStatus.OVERWRITTEN, FileStatus.CHANGED)
        return {path: self.project[path] for path in self.project if self.statuses[path] in written}


def plan_writing(project: Project, destination: Path, on_conflict: OnConflict) -> Plan:
    """Compare a project with what is there, once a write that was interrupted there is undone.

    Raises:
        AwsdevError: The destination cannot be a project's folder, or a link or
            file in it stands in the way.
    """
    try:
        _refuse_destination(destination)
        recovered = recover(destination)
        statuses = {
            path: _status(destination / path, file, destination, on_conflict)
            for path, file in project.items()
        }
    except OSError as error:
        raise AwsdevError(f"{error.filename or destination}: {error.strerror}") from error
    return Plan(destination, project, statuses, recovered)


def plan_addition_writing(project: Project, template: Path) -> Plan:
    """Plan to change a template and to write new files beside it.

    Args:
        project: The files, by path from the template's folder, the template among them.
        template: The template.

    Raises:
        AwsdevError: As `plan_writing`, or the template was changed by an undone write.
    """
    plan = plan_writing(project, template.parent, OnConflict.REFUSE)
    if plan.recovered:
        raise AwsdevError(
            f"{template}: a write that was interrupted has been undone just now", "try again"
        )
    changed = {template.name: FileStatus.CHANGED}
    return Plan(plan.destination, project, {**plan.statuses, **changed})


def diff(plan: Plan) -> Iterator[str]:
    """Return the lines of a diff from what is there to what would be, as `git apply` reads it."""
    same = (FileStatus.IDENTICAL, FileStatus.SKIPPED)
    shown = {p: file for p, file in plan.project.items() if plan.statuses[p] not in same}
    return changes_diff(plan.destination, shown)


def write_plan(plan: Plan) -> None:
    """Write what a plan would change: all of it, or nothing.

    Raises:
        AwsdevError: There are conflicts, or the file system refuses; nothing was changed.
    """
    if plan.conflicts:
        raise AwsdevError(
            f"{plan.destination}: {', '.join(plan.conflicts)} would change",
            "nothing was written; pass --overwrite or --skip-existing, or look with --diff",
            Status.NO,
        )
    if not plan.changes:
        return
    try:
        apply_changes(plan.destination, plan.changes)
    except OSError as error:
        raise AwsdevError(f"{plan.destination}: {error.strerror}", "nothing was written") from error


def _refuse_destination(destination: Path) -> None:
    # stat, not exists(): a name that is too long or a circle of links is told by its name.
    try:
        is_folder = stat.S_ISDIR(destination.stat().st_mode)
    except FileNotFoundError:
        if destination.is_symlink():
            raise AwsdevError(
                f"{destination}: this link leads nowhere", "choose another DEST"
            ) from None
        return
    if not is_folder:
        raise AwsdevError(f"{destination}: this is a file, not a folder", "choose another DEST")


def _status(
    target: Path, file: RenderedFile, destination: Path, on_conflict: OnConflict
) -> FileStatus:
    refuse_blocked(target, destination)
    if not os.path.lexists(target):
        return FileStatus.CREATED
    return FileStatus.IDENTICAL if _holds(target, file) else _RESULTS[on_conflict]


def _holds(target: Path, file: RenderedFile) -> bool:
    if target.is_symlink() or not target.is_file():
        return False
    may_run = bool(target.stat().st_mode & 0o100) or os.name == "nt"
    return target.read_bytes() == file.data and (may_run or not file.executable)
