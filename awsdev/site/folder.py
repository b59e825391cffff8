"""The site on disk: each file whole, and nothing lost that no build has written."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from awsdev.errors import AwsdevError, Status
from awsdev.site.parts import Files

MARKER = ".awsdev-site"
"""A file that tells which files of a folder builds have written."""
_UNFINISHED = f"{MARKER}-"
"""How the names of folders begin in which a site is written before it takes its place."""
_SURELY_KILLED = 3600.0
"""Seconds after which such a folder has no one who works on it."""


def refuse_strangers(folder: Path, *, overwrite: bool) -> None:
    """Refuse a folder with files that no earlier build has written.

    Args:
        folder: Where the site shall lie; it need not be there.
        overwrite: Whether such files may be replaced, where the site has files of their names.

    Raises:
        AwsdevError: There are such files, or there is no folder but something else.
    """
    if folder.exists() and not folder.is_dir():
        raise AwsdevError(f"{folder}: this is no folder", "name another")
    strangers = _strangers(folder)
    if strangers and not overwrite:
        raise AwsdevError(
            f"{folder}: {strangers[0]} was not written by `awsdev site build`",
            "name another folder, or build around it with --overwrite",
            Status.NO,
        )


def write_site(files: Files, folder: Path) -> None:
    """Put a site in a folder, in place of the earlier one there.

    All of it is written beside what is there, then file by file takes its place. A build that is
    killed meanwhile leaves whole pages, some of the new site and some of the old; the next one
    finds all of them. What no build has written stays, but for files whose names the site has.

    Args:
        files: All of the site.
        folder: Where it shall lie.

    Raises:
        AwsdevError: A folder or a link stands where the site has a file.
        OSError: It cannot be written; what was there is still there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder)
    _refuse_blocked(files, folder)
    known = _known(folder)
    staging = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        for path, data in files.items():
            _write(staging / path, data)
        _write(staging / "both", _marker({*known, *files}))
        _write(staging / "new", _marker(files))
        (staging / "both").replace(folder / MARKER)
        for path in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).replace(folder / path)
        _remove(known - {*files}, folder)
        (staging / "new").replace(folder / MARKER)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _marker(files: Iterable[str]) -> bytes:
    return (json.dumps({"version": 1, "files": sorted(files)}, indent=0) + "\n").encode()


def _known(folder: Path) -> set[str]:
    """Return the files that builds have written, by path; a marker may have been written to."""
    try:
        files = json.loads((folder / MARKER).read_text("utf-8"))["files"]
        paths = {path for path in files if isinstance(path, str)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {path for path in paths if not Path(path).is_absolute() and ".." not in Path(path).parts}


def _strangers(folder: Path) -> list[str]:
    """Return the files of a folder that no build has written, by path."""
    if not folder.is_dir():
        return []
    there = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    paths = {path.relative_to(folder).as_posix() for path in there}
    ours = {*_known(folder), MARKER}
    return sorted(path for path in paths - ours if not path.startswith(_UNFINISHED))


def _refuse_blocked(files: Files, folder: Path) -> None:
    """Refuse what cannot be replaced by a file, or would lead it elsewhere."""
    folders = {parent for path in files for parent in Path(path).parents} - {Path()}
    for place in (folder / path for path in files):
        if place.is_dir() and not place.is_symlink():
            raise AwsdevError(f"{place}: a folder stands where the site has a file", "move it away")
    for place in (folder / path for path in sorted(folders)):
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise AwsdevError(f"{place}: the site has a folder of this name", "move it away")


def _remove(stale: set[str], folder: Path) -> None:
    """Remove files of an earlier site, and the folders that are empty then."""
    for path in stale:
        (folder / path).unlink(missing_ok=True)
    emptied = {parent for path in stale for parent in Path(path).parents} - {Path()}
    for parent in sorted(emptied, key=lambda each: len(each.parts), reverse=True):
        with contextlib.suppress(OSError):
            (folder / parent).rmdir()


def _remove_unfinished(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name.startswith(_UNFINISHED) and path.is_dir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - _SURELY_KILLED:
                    shutil.rmtree(path)
