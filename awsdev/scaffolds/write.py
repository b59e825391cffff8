"""Writing a project so that all of it is there, or nothing of it."""

from __future__ import annotations

import contextlib
import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

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
    if destination.exists() and not destination.is_dir():
        raise AwsdevError(f"{destination}: this is a file, not a folder", "choose another DEST")
    statuses = {}
    for path, file in project.items():
        target = destination / path
        _refuse_blocked(target, destination)
        if not os.path.lexists(target):
            statuses[path] = FileStatus.CREATED
        elif _holds(target, file):
            statuses[path] = FileStatus.IDENTICAL
        else:
            statuses[path] = _RESULTS[on_conflict]
    return Plan(destination, project, statuses)


def diff(plan: Plan) -> Iterator[str]:
    """Yield the lines of a unified diff from what is there to what would be."""
    for path, file in plan.project.items():
        if plan.statuses[path] is FileStatus.IDENTICAL:
            continue
        target = plan.destination / path
        old = target.read_bytes() if target.is_file() else b""
        before = f"a/{path}" if target.is_file() else "/dev/null"
        yield from difflib.unified_diff(
            _lines(old), _lines(file.data), before, f"b/{path}", lineterm=""
        )


def write_plan(plan: Plan) -> None:
    """Write what a plan would change.

    Every file is first written in full beside its place, then moved there; what was there
    before is moved away first and comes back if anything fails.

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
        if plan.destination.exists() and any(plan.destination.iterdir()):
            _write_into(plan)
        else:
            _write_whole(plan)
    except OSError as error:
        _remove_empty(made)
        where = error.filename or plan.destination
        raise AwsdevError(f"{where}: {error.strerror}", "nothing was written") from error


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
        _stage(plan.changes, staging / "new")
        done: list[tuple[Path, Path | None]] = []
        folders: list[Path] = []
        try:
            for path in plan.changes:
                target = plan.destination / path
                folders += _make_parents(target)
                saved = _set_aside(target, staging / "old" / path)
                done.append((target, saved))
                (staging / "new" / path).replace(target)
        except BaseException:
            _undo(done, folders)
            raise


def _stage(files: dict[str, RenderedFile], folder: Path) -> None:
    for path, file in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
        target.chmod(0o755 if file.executable else 0o644)


@contextlib.contextmanager
def _staging(parent: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".awsdev-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _set_aside(target: Path, place: Path) -> Path | None:
    if not os.path.lexists(target):
        return None
    place.parent.mkdir(parents=True, exist_ok=True)
    target.replace(place)
    return place


def _undo(done: list[tuple[Path, Path | None]], folders: list[Path]) -> None:
    for target, saved in reversed(done):
        with contextlib.suppress(OSError):
            if saved is not None:
                saved.replace(target)
            else:
                target.unlink(missing_ok=True)
    _remove_empty(folders)


def _make_parents(target: Path) -> list[Path]:
    missing = _missing_parents(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _missing_parents(target: Path) -> list[Path]:
    """Return the folders above a path that are not there, the topmost first."""
    return [folder for folder in reversed(target.parents) if not folder.exists()]


def _remove_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            folder.rmdir()


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
    try:
        return target.read_bytes() == file.data
    except OSError as error:
        raise AwsdevError(f"{target}: cannot be read: {error.strerror}") from error


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", errors="replace").splitlines()
