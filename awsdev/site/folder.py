"""The site on disk: all of it, or what was there before."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

from awsdev.errors import AwsdevError, Status
from awsdev.site.parts import Files

MARKER = ".awsdev-site"
"""A file that tells which files of a folder an earlier build has written."""
_BEFORE = "-before"
"""What the name of a folder that is about to be replaced ends in."""
_SURELY_KILLED = 3600.0
"""Seconds after which a site that is not whole has no one who works on it."""


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
            "name another folder, or keep it and build around it with --overwrite",
            Status.NO,
        )


def write_site(files: Files, folder: Path) -> None:
    """Put a site in a folder, in place of the earlier one there.

    It is written beside the folder, then takes its place. Files that no build has written stay,
    but for those whose names the site has.

    Args:
        files: All of the site.
        folder: Where it shall lie.

    Raises:
        OSError: It cannot be written; what was there is still there.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_up(folder)
    staging = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    try:
        # A folder made for one alone to read is no folder to serve.
        staging.chmod(0o777 & ~_umask())
        for path, data in files.items():
            place = staging / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        _keep_strangers(folder, staging)
        marker = json.dumps({"version": 1, "files": sorted(files)}, indent=0)
        (staging / MARKER).write_text(marker + "\n", "utf-8")
        _swap(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _strangers(folder: Path) -> list[str]:
    """Return the files of a folder that no earlier build has written, by path."""
    if not folder.is_dir():
        return []
    try:
        known = {*json.loads((folder / MARKER).read_text("utf-8"))["files"], MARKER}
    except (OSError, ValueError, KeyError, TypeError):
        known = set()
    there = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted({path.relative_to(folder).as_posix() for path in there} - known)


def _keep_strangers(folder: Path, staging: Path) -> None:
    for path in _strangers(folder):
        kept = staging / path
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            os.link(folder / path, kept, follow_symlinks=False)


def _swap(staging: Path, folder: Path) -> None:
    """Put one folder in the place of another, which comes back where that fails."""
    if not folder.exists():
        staging.rename(folder)
        return
    before = staging.with_name(f"{staging.name}{_BEFORE}")
    folder.rename(before)
    try:
        staging.rename(folder)
    except BaseException:
        before.rename(folder)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _clear_up(folder: Path) -> None:
    """Put back what a build that was killed had moved aside; remove what it left unfinished."""
    # A name may hold what a pattern takes for more than itself.
    left = [each for each in folder.parent.iterdir() if each.name.startswith(_prefix(folder))]
    for each in left:
        if each.name.endswith(_BEFORE):
            if not folder.exists():
                each.rename(folder)
        elif each.stat().st_mtime < time.time() - _SURELY_KILLED:
            shutil.rmtree(each, ignore_errors=True)


def _prefix(folder: Path) -> str:
    return f".{folder.name}.awsdev-site-"


def _umask() -> int:
    """Return what new files may not be, which can only be asked by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
