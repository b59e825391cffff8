"""Bringing a project to the present version of its scaffold, with what was changed in it kept.

For each file there are three contents: what the scaffold rendered when the project was made, what
lies in the project now, and what the scaffold renders today. The digests of the answers file tell
who changed what; only where both did is the old rendering needed, and merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.answers import Given, refuse_later, settle
from awsdev.scaffolds.earlier import checked_out
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.merge import merge
from awsdev.scaffolds.parameter import Value
from awsdev.scaffolds.record import ANSWERS_FILE, Record, digest
from awsdev.scaffolds.render import Project, RenderedFile, render_project
from awsdev.scaffolds.transaction import apply_changes, changes_diff, recover, refuse_blocked


class UpdateStatus(StrEnum):
    """What an update does with a file."""

    ADDED = "added"
    UPDATED = "updated"
    MERGED = "merged"
    REMOVED = "removed"
    CONFLICT = "conflict"
    KEPT = "kept"
    """It is yours: changed or removed in the project, and the same in both versions."""
    IDENTICAL = "identical"


WRITTEN = (
    UpdateStatus.ADDED,
    UpdateStatus.UPDATED,
    UpdateStatus.MERGED,
    UpdateStatus.REMOVED,
    UpdateStatus.CONFLICT,
)


@dataclass(frozen=True, slots=True)
class UpdatedFile:
    """What becomes of one file.

    Attributes:
        status: What is done with it.
        new: What it shall hold; None where it shall not be there.
        note: What its reader must know; may be empty.
    """

    status: UpdateStatus
    new: RenderedFile | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update would do to a project.

    Attributes:
        folder: The project's folder.
        scaffold: The scaffold in its present version.
        record: How the project was made.
        answers: The answers it is rendered with now.
        files: What becomes of each file, by path.
        recovered: Whether an earlier write was found interrupted there, and undone.
    """

    folder: Path
    scaffold: Scaffold
    record: Record
    answers: dict[str, Value]
    files: dict[str, UpdatedFile]
    recovered: bool

    @property
    def changes(self) -> dict[str, RenderedFile | None]:
        """Return what would be written, by path."""
        return {path: each.new for path, each in self.files.items() if each.status in WRITTEN}

    @property
    def conflicts(self) -> list[str]:
        """Return the files in which somebody has to choose."""
        return [p for p, each in self.files.items() if each.status is UpdateStatus.CONFLICT]


def plan_update(
    scaffold: Scaffold, record: Record, folder: Path, settings: dict[str, str]
) -> Update:
    """Compare what was rendered, what is there and what would be rendered now.

    Args:
        scaffold: The scaffold in its present version.
        record: How the project was made.
        folder: The project.
        settings: Answers that shall be others, as typed, by parameter.

    Raises:
        AwsdevError: The project was made by a later version, an answer does not fit any more,
            or a link or folder stands in the way.
    """
    refuse_later(record, scaffold, folder / ANSWERS_FILE)
    given = Given(settings=settings, suggestions=_fitting(scaffold, record, settings))
    answers = settle(scaffold, given, None)
    try:
        recovered = recover(folder)
        present = render_project(scaffold, answers)
        comparison = _Comparison(
            folder, record, present, _rendered_then(scaffold, record), scaffold
        )
        files = {path: comparison.file(path) for path in sorted({*record.files, *present})}
    except OSError as error:
        raise AwsdevError(f"{error.filename or folder}: {error.strerror}") from error
    return Update(folder, scaffold, record, answers, files, recovered)


def write_update(update: Update) -> None:
    """Write what an update changes: all of it, or nothing.

    Raises:
        AwsdevError: The file system refuses; nothing was changed.
    """
    if not update.changes:
        return
    try:
        apply_changes(update.folder, update.changes)
    except OSError as error:
        raise AwsdevError(f"{update.folder}: {error.strerror}", "nothing was written") from error


def update_diff(update: Update) -> Iterator[str]:
    """Return the lines of a diff from what is there to what would be, as `git apply` reads it."""
    return changes_diff(update.folder, update.changes)


def _fitting(scaffold: Scaffold, record: Record, settings: dict[str, str]) -> dict[str, Value]:
    """Return the answers of a record that the present version asks for and takes.

    Raises:
        AwsdevError: It takes one no more, and nothing else is set.
    """
    fitting: dict[str, Value] = {}
    for parameter in scaffold.parameters:
        if parameter.name in record.answers and parameter.name not in settings:
            try:
                fitting[parameter.name] = parameter.check(record.answers[parameter.name])
            except AwsdevError as error:
                raise AwsdevError(
                    f"{scaffold.name} {scaffold.version} takes an answer no more: {error}",
                    f"choose another one with --set {parameter.name}=VALUE",
                ) from error
    return fitting


def _rendered_then(scaffold: Scaffold, record: Record) -> Project:
    """Render the version of the record again; empty where that version was not kept."""
    with checked_out(scaffold, record.version) as then:
        if then is None:
            return {}
        given = Given(suggestions=_fitting(then, record, {}))
        return render_project(then, settle(then, given, None))


@dataclass(frozen=True, slots=True)
class _Comparison:
    folder: Path
    record: Record
    present: Project
    then: Project
    scaffold: Scaffold

    def file(self, path: str) -> UpdatedFile:
        """Return what becomes of a file."""
        yours = self._yours(path)
        theirs = self.present.get(path)
        before = self.record.files.get(path)
        if theirs is None:
            return self._dropped(yours, before)
        if yours is None:
            return self._missing(theirs, before)
        if path == ANSWERS_FILE and yours != theirs.data:
            return UpdatedFile(UpdateStatus.UPDATED, theirs)
        return self._there(path, yours, theirs)

    def _there(self, path: str, yours: bytes, theirs: RenderedFile) -> UpdatedFile:
        before = self.record.files.get(path)
        if yours == theirs.data:
            return UpdatedFile(UpdateStatus.IDENTICAL)
        if digest(yours) == before:
            return UpdatedFile(UpdateStatus.UPDATED, theirs)
        if digest(theirs.data) == before:
            return UpdatedFile(UpdateStatus.KEPT)
        return self._both_changed(path, yours, theirs)

    def _yours(self, path: str) -> bytes | None:
        target = self.folder / path
        refuse_blocked(target, self.folder)
        if target.is_symlink():
            raise AwsdevError(f"{target}: a link is there, where a file belongs")
        return target.read_bytes() if target.is_file() else None

    def _dropped(self, yours: bytes | None, before: str | None) -> UpdatedFile:
        if yours is None:
            return UpdatedFile(UpdateStatus.IDENTICAL)
        if digest(yours) == before:
            return UpdatedFile(UpdateStatus.REMOVED)
        return UpdatedFile(
            UpdateStatus.KEPT, note="the scaffold has it no more, but you changed it"
        )

    def _missing(self, theirs: RenderedFile, before: str | None) -> UpdatedFile:
        if before is None:
            return UpdatedFile(UpdateStatus.ADDED, theirs)
        note = (
            "" if digest(theirs.data) == before else "the scaffold changed it, but you removed it"
        )
        return UpdatedFile(UpdateStatus.KEPT, note=note)

    def _both_changed(self, path: str, yours: bytes, theirs: RenderedFile) -> UpdatedFile:
        base = self.then.get(path)
        known = base is not None and digest(base.data) == self.record.files.get(path)
        name = f"{self.scaffold.name} {self.scaffold.version}"
        merged = merge(base.data if base and known else b"", yours, theirs.data, name)
        if merged is None:
            return UpdatedFile(
                UpdateStatus.KEPT, note="no text, and changed on both sides: compare it yourself"
            )
        status = UpdateStatus.CONFLICT if merged.conflicts else UpdateStatus.MERGED
        return UpdatedFile(status, RenderedFile(merged.data, theirs.executable))


def refuse_unfinished(folder: Path, record: Record) -> None:
    """Refuse a project in which conflicts of an earlier update still wait for somebody.

    Raises:
        AwsdevError: A file of the scaffold holds the marks of a conflict.
    """
    for path in record.files:
        target = folder / path
        if target.is_file() and b"\n<<<<<<< yours\n" in b"\n" + target.read_bytes():
            raise AwsdevError(
                f"{target}: this file still holds the marks of a conflict",
                "choose what it shall hold, then update again",
                Status.NO,
            )
