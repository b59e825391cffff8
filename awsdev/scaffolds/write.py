"""Writing a project so that all of it is there, or nothing of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from awsdev.diffs import changed_lines
from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.render import Project, RenderedFile


class FileStatus(StrEnum):
    """What is done, or would be, with a file."""

    CREATED = "created"
    IDENTICAL = "identical"
    OVERWRITTEN = "overwritten"
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
    """

    destination: Path
    project: Project
    statuses: dict[str, FileStatus]

    @property
    def conflicts(self) -> list[str]:
        """Return the files that are there and differ, where nobody said what to do."""
        return [path for path, status in self.statuses.items() if status is FileStatus.CONFLICT]

    @property
    def changes(self) -> dict[str, RenderedFile]:
        """Return the files that would be written."""
        written = (FileStatus.CREATED, FileStatus.OVERWRITTEN)
        return {path: self.project[path] for path in self.project if self.statuses[path] in written}


def plan_writing(project: Project, destination: Path, on_conflict: OnConflict) -> Plan:
    """Compare a project with what is there.

    Raises:
        AwsdevError: The destination cannot be a project's folder, or a link or
            file in it stands in the way.
    """
    try:
        _refuse_destination(destination)
        statuses = {
            path: _status(destination / path, file, destination, on_conflict)
            for path, file in project.items()
        }
    except OSError as error:
        raise AwsdevError(f"{error.filename or destination}: {error.strerror}") from error
    return Plan(destination, project, statuses)


def diff(plan: Plan) -> Iterator[str]:
    """Yield the lines of a diff from what is there to what would be, as `git apply` reads it."""
    for path, file in plan.project.items():
        if plan.statuses[path] in (FileStatus.IDENTICAL, FileStatus.SKIPPED):
            continue
        target = plan.destination / path
        there = target.is_file()
        yield f"diff --git a/{path} b/{path}"
        if not there:
            yield f"new file mode {'100755' if file.executable else '100644'}"
        before = f"a/{path}" if there else "/dev/null"
        old = target.read_bytes() if there else b""
        yield from changed_lines(old, file.data, before, f"b/{path}")


def write_plan(plan: Plan) -> None:
    """Write what a plan would change.

    Every file is first written in full beside its place, and what is there is copied; then
    the files are moved into place one by one, and all go back if one of them cannot be.

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
    made = _missing_parents(plan.destination)
    try:
        plan.destination.parent.mkdir(parents=True, exist_ok=True)
        # A folder that is there stays itself, even an empty one: somebody may stand in it.
        if plan.destination.exists():
            _write_into(plan)
        else:
            _write_whole(plan)
    except OSError as error:
        _remove_empty(made)
        raise AwsdevError(f"{plan.destination}: {error.strerror}", "nothing was written") from error
    except BaseException:
        _remove_empty(made)
        raise


def _write_whole(plan: Plan) -> None:
    """Make the folder beside its place and move it there in one step."""
    parent = plan.destination.resolve().parent
    with _staging(parent) as staging:
        folder = staging / "project"
        _stage(plan.changes, folder)
        folder.replace(plan.destination)


def _write_into(plan: Plan) -> None:
    """Move files into a folder that holds others; undo all if one fails."""
    with _staging(plan.destination) as staging:
        old, new = staging / "old", staging / "new"
        _stage(plan.changes, new)
        copies = {path: _copy(plan.destination / path, old / path) for path in plan.changes}
        begun: list[str] = []
        folders: list[Path] = []
        try:
            for path in plan.changes:
                target = plan.destination / path
                folders += _missing_parents(target)
                target.parent.mkdir(parents=True, exist_ok=True)
                begun.append(path)
                (new / path).replace(target)
        except BaseException:
            _undo({plan.destination / path: copies[path] for path in begun}, folders)
            raise


def _stage(files: dict[str, RenderedFile], folder: Path) -> None:
    for path, file in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
        if file.executable:
            # Whoever may read it may run it: the umask stays in force.
            mode = target.stat().st_mode
            target.chmod(mode | (mode & 0o444) >> 2)


@contextlib.contextmanager
def _staging(parent: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".awsdev-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(target: Path, place: Path) -> Path | None:
    """Copy what is there, so that it can come back; None where nothing is."""
    if not os.path.lexists(target):
        return None
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(target, place, follow_symlinks=False)
    return place


def _undo(begun: dict[Path, Path | None], folders: list[Path]) -> None:
    """Put copies back and take away what is new, whether or not the last step was done."""
    for target, copy in begun.items():
        with contextlib.suppress(OSError):
            if copy is not None:
                copy.replace(target)
            else:
                target.unlink(missing_ok=True)
    _remove_empty(folders)


def _missing_parents(target: Path) -> list[Path]:
    """Return the folders above a path that are not there, the topmost first."""
    return [folder for folder in reversed(target.parents) if not folder.exists()]


def _remove_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            folder.rmdir()


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
    _refuse_blocked(target, destination)
    if not os.path.lexists(target):
        return FileStatus.CREATED
    return FileStatus.IDENTICAL if _holds(target, file) else _RESULTS[on_conflict]


def _refuse_blocked(target: Path, destination: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        raise AwsdevError(f"{target}: a folder is there, where a file belongs")
    for parent in target.parents:
        if parent == destination:
            return
        if os.path.lexists(parent) and not parent.is_dir():
            raise AwsdevError(f"{parent}: a file is there, where a folder belongs")
        if parent.is_symlink():
            raise AwsdevError(f"{parent}: a link is there, and would lead out of the project")


def _holds(target: Path, file: RenderedFile) -> bool:
    if target.is_symlink() or not target.is_file():
        return False
    may_run = bool(target.stat().st_mode & 0o100) or os.name == "nt"
    return target.read_bytes() == file.data and (may_run or not file.executable)
