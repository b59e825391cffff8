"""Changes to the files of a folder: all of them are made, or none, also when the process is killed.

Whatever is written lies complete beside its place before anything is touched, together with copies
of what is there and a journal of what will be done. Then files are only moved. A process that is
killed on the way leaves its journal behind, by which the next one undoes what was begun.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from awsdev.diffs import changed_lines
from awsdev.errors import AwsdevError
from awsdev.scaffolds.render import RenderedFile

Changes = Mapping[str, RenderedFile | None]
"""New contents by path, relative to the folder; None takes the file away."""

PREFIX = ".awsdev-write-"
"""How the folders begin in which changes are prepared."""

_NOWHERE = "/dev/null"
"""What a diff says in place of a file that is not there."""

_JOURNAL = "journal.json"
"""What is being changed; it is undone by this."""
_DONE = "done.json"
"""What was changed, once all of it is."""


def apply_changes(folder: Path, changes: Changes) -> None:
    """Make changes to a folder, which is made where it is not there.

    Raises:
        OSError: The file system refuses; nothing was changed.
    """
    made = _missing_parents(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # A folder that is there stays itself, even an empty one: somebody may stand in it.
        if folder.exists():
            _change_files(folder, changes)
        else:
            _make_folder(folder, changes)
    except BaseException:
        _remove_empty(made)
        raise


def refuse_blocked(target: Path, folder: Path) -> None:
    """Refuse a place in a folder where no file can be written, or only outside of the folder.

    Raises:
        AwsdevError: A folder is there, or a file or link stands where a folder belongs.
    """
    if target.is_dir() and not target.is_symlink():
        raise AwsdevError(f"{target}: a folder is there, where a file belongs")
    for parent in target.parents:
        if parent == folder:
            return
        if os.path.lexists(parent) and not parent.is_dir():
            raise AwsdevError(f"{parent}: a file is there, where a folder belongs")
        if parent.is_symlink():
            raise AwsdevError(f"{parent}: a link is there, and would lead out of the project")


def changes_diff(folder: Path, changes: Changes) -> Iterator[str]:
    """Yield the lines of a diff from what is there to what would be, as `git apply` reads it."""
    for path, new in changes.items():
        target = folder / path
        there = target.is_file()
        yield f"diff --git a/{path} b/{path}"
        if not there:
            yield f"new file mode {'100755' if new and new.executable else '100644'}"
        elif new is None:
            yield "deleted file mode 100644"
        old = target.read_bytes() if there else b""
        before, after = f"a/{path}" if there else _NOWHERE, f"b/{path}" if new else _NOWHERE
        yield from changed_lines(old, new.data if new else b"", before, after)


def recover(folder: Path) -> bool:
    """Undo what killed processes began in a folder, and clear away what they prepared.

    Returns:
        Whether a change was undone.

    Raises:
        AwsdevError: Another process is changing the folder now.
        OSError: The file system refuses.
    """
    undone = False
    for work in _left_behind(folder):
        with _locked(work) as ours:
            if not ours:
                raise AwsdevError(f"{folder}: another awsdev is writing here", "wait for it to end")
            undone |= _undo(folder, work)
            _tidy(folder, work)
        shutil.rmtree(work)
    for work in _left_behind(folder.resolve().parent):
        # What lies beside the folder may be another project's; it is nothing to undo.
        with _locked(work) as ours:
            stale = ours and not (work / _JOURNAL).exists()
        if stale:
            shutil.rmtree(work, ignore_errors=True)
    return undone


def _left_behind(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{PREFIX}*")) if folder.is_dir() else []


def _make_folder(folder: Path, changes: Changes) -> None:
    """Make the folder beside its place and move it there in one step."""
    with _working(folder.resolve().parent) as work:
        new = work / "new"
        _stage(changes, new, folder)
        new.replace(folder)


def _change_files(folder: Path, changes: Changes) -> None:
    """Move files into a folder that holds others; undo all if one fails."""
    with _working(folder) as work:
        _stage(changes, work / "new", folder)
        there = {path: _copy(folder / path, work / "old" / path) for path in changes}
        folders = {made for path in changes for made in _missing_parents(folder / path)}
        journal = {
            "there": there,
            "folders": sorted(made.relative_to(folder).as_posix() for made in folders),
        }
        begun = work / "begun"
        begun.write_text(json.dumps(journal), "utf-8")
        begun.replace(work / _JOURNAL)
        try:
            for path in changes:
                _move(work / "new" / path, folder / path)
            # With this step the changes are made: nothing is undone any more.
            (work / _JOURNAL).replace(work / _DONE)
        except BaseException:
            _undo(folder, work)
            raise
        _tidy(folder, work)


def _move(new: Path, target: Path) -> None:
    if new.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        new.replace(target)
    else:
        target.unlink(missing_ok=True)


def _undo(folder: Path, work: Path) -> bool:
    """Put copies back and take away what is new, by the journal, whether or not it was moved."""
    try:
        journal = json.loads((work / _JOURNAL).read_text("utf-8"))
    except FileNotFoundError:
        return False
    for path, was_there in journal["there"].items():
        with contextlib.suppress(OSError):
            if was_there:
                # Copied, not moved: whoever undoes may be killed as well.
                _restore(work / "old" / path, folder / path)
            else:
                (folder / path).unlink(missing_ok=True)
    _remove_empty([folder / made for made in journal["folders"]])
    (work / _JOURNAL).unlink()
    return True


def _restore(copy: Path, target: Path) -> None:
    beside = copy.with_name(f"{copy.name}.back")
    shutil.copy2(copy, beside, follow_symlinks=False)
    beside.replace(target)


@contextlib.contextmanager
def _working(parent: Path) -> Iterator[Path]:
    """Give a folder to work in, which others can tell from one that was left behind."""
    work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    try:
        with _locked(work):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def _locked(work: Path) -> Iterator[bool]:
    """Hold a folder's lock, which ends with the process; give whether it was free."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where something is written

    lock = FileLock(work / "lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _stage(changes: Changes, new: Path, folder: Path) -> None:
    new.mkdir()
    for path, file in changes.items():
        if file is not None:
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
            _set_mode(target, file, folder / path)


def _set_mode(staged: Path, file: RenderedFile, target: Path) -> None:
    """Keep the permissions of what is replaced; whoever may read a script may run it."""
    mode = (target if target.is_file() and not target.is_symlink() else staged).stat().st_mode
    if file.executable:
        mode |= (mode & 0o444) >> 2
    staged.chmod(mode & 0o7777)


def _copy(target: Path, place: Path) -> bool:
    """Copy what is there, so that it can come back; return whether anything is."""
    if not os.path.lexists(target):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(target, place, follow_symlinks=False)
    return True


def _missing_parents(target: Path) -> list[Path]:
    """Return the folders above a path that are not there."""
    return [folder for folder in target.parents if not folder.exists()]


def _remove_empty(folders: list[Path]) -> None:
    """Remove those folders that are empty, the deepest first."""
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _tidy(folder: Path, work: Path) -> None:
    """Remove the folders that a finished change left empty."""
    with contextlib.suppress(OSError):
        for path in json.loads((work / _DONE).read_text("utf-8"))["there"]:
            if not os.path.lexists(folder / path):
                _remove_empty([each for each in (folder / path).parents if folder in each.parents])
