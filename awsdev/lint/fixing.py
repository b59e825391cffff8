"""Mending files: the fixes of findings applied, checked, shown as a diff and written."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
import tempfile
from bisect import bisect, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from awsdev.diffs import changed_lines, git_name
from awsdev.errors import AwsdevError
from awsdev.lint.documents.offsets import Offsets
from awsdev.lint.engine import lint_data
from awsdev.lint.files.source import read_regular
from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.result import FileResult
from awsdev.lint.running.limits import Limits
from awsdev.lint.selection import UNCHECKED

_MOST_ROUNDS = 40
"""A fix may lay bare another mistake, and one that does harm is looked for by halves."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHANGED = "it changed while it was linted"

Takes = Callable[[Finding], bool]


@dataclass(slots=True)
class Mended:
    """A file as its fixes make it.

    Attributes:
        path: The file as the user named it.
        before: Its bytes as they lie on disk.
        after: Its bytes with the fixes.
        name: The path it shall have; the same where it keeps its name.
        fixes: What was done, in order.
    """

    path: str
    before: bytes
    after: bytes
    name: str
    fixes: list[Fix] = field(default_factory=list)

    def diff(self) -> Iterator[str]:
        """Yield the lines of a diff, as `git apply` reads it from here."""
        old, new = Path(self.path), Path(self.name)
        if old.is_symlink():
            # To git a link is a file of its own, which holds the other's name.
            yield from _difference(old.resolve(), old.resolve(), self.before, self.after)
            yield from _difference(old, new, b"", b"")
        else:
            yield from _difference(old, new, self.before, self.after)


def _difference(old: Path, new: Path, before: bytes, after: bytes) -> Iterator[str]:
    names = git_name("a/", _from_here(old)), git_name("b/", _from_here(new))
    if old != new or before != after:
        yield f"diff --git {names[0]} {names[1]}"
    if old != new:
        yield f"rename from {git_name('', _from_here(old))}"
        yield f"rename to {git_name('', _from_here(new))}"
    yield from changed_lines(before, after, *names)


def _from_here(path: Path) -> str:
    here, whole = Path.cwd().resolve(), path.parent.resolve() / path.name
    return (whole.relative_to(here) if whole.is_relative_to(here) else path).as_posix()


class _Mending:
    """One file on its way: the fixes that wait, and those that were taken.

    Args:
        file: What was found in it, on disk.
        takes: Whether a finding counts.
    """

    def __init__(self, file: FileResult, takes: Takes) -> None:
        self.file = _as_it_lies(file)
        self._takes = takes
        self._waiting = _fixes(file.findings, takes)
        self._barred: set[Fix] = set()
        self._at_most = len(self._waiting)
        self._first: FileResult | None = None
        self._last: FileResult | None = None

    def begin(self, found: FileResult) -> None:
        """Take note of what is found in the file as it lies, by the measure of later rounds."""
        self._first = self._last = found

    def tried(self) -> Mended:
        """Return the file with the fixes that are next."""
        fixes = [fix for fix in self._waiting if fix not in self._barred]
        return with_fixes(self.file, fixes, self._at_most)

    def judge(self, tried: Mended, found: FileResult) -> None:
        """Take what was tried, unless it does harm; what does is looked for by halves."""
        new = tried.fixes[len(self.file.fixes) :]
        if self._is_worse(found, alone=len(new) == 1):
            self._at_most = len(new) // 2
            if len(new) == 1:
                self._barred.add(new[0])
                self._at_most = len(self._waiting)
        else:
            self.file, self._last = tried, found
            self._waiting = _fixes(found.findings, self._takes)
            self._at_most = len(self._waiting)

    def result(self) -> Mended | None:
        """Return the file; None where nothing mends it."""
        if not self.file.fixes or not self._first or not self._last:
            return None
        return None if _errors(self._last) > _errors(self._first) else self.file

    def _is_worse(self, found: FileResult, *, alone: bool) -> bool:
        """Return whether there are errors that were not there and that no fix takes away.

        One fix alone may lay bare an error in place of the one it mends; of several, one would
        do so in another's place.
        """
        first, last = self._first, self._last
        broken = any(finding.code in UNCHECKED for finding in found.findings)
        if first is None or last is None or not found.checked or broken or found.kind != first.kind:
            return True
        if alone and _errors(found) <= _errors(last):
            return False
        return self._lasting(found) > self._lasting(last)

    def _lasting(self, found: FileResult) -> int:
        return _errors(found) - sum(
            finding.severity is Severity.ERROR and bool(finding.fix) and self._takes(finding)
            for finding in found.findings
        )


def mend(report: Report, *, takes: Takes, family: str, limits: Limits) -> list[Mended]:
    """Return the files that fixes change, each linted again until nothing is left to mend.

    A fix that would bring an error that was not there is not taken. Nothing is written.

    Args:
        report: What was found, on disk.
        takes: Whether a finding counts: only the fixes of such are taken.
        family: What all files are, as in `--kind`; told from each where empty.
        limits: What linting may take.

    Raises:
        AwsdevError: A file changed since it was linted.
    """

    def lint(files: Iterable[Mended]) -> list[FileResult]:
        files, texts = list(files), dict[str, bytes]()
        taken = {file.path for file in files}
        for file in files:
            # Under its new name, unless that is another's: writing will tell.
            clashes = file.name in taken or file.name in texts
            texts[file.path if clashes else file.name] = file.after
        found = {each.path: each for each in lint_data(texts, family=family, limits=limits).files}
        return [found[path] for path in texts]

    mendings = [_Mending(file, takes) for file in _each_once(report.files, takes)]
    for mending, found in zip(mendings, lint(each.file for each in mendings), strict=True):
        mending.begin(found)
    for _ in range(_MOST_ROUNDS):
        tried = [(each, each.tried()) for each in mendings]
        tried = [(each, file) for each, file in tried if len(file.fixes) > len(each.file.fixes)]
        if not tried:
            break
        results = lint(file for _, file in tried)
        for (mending, file), found in zip(tried, results, strict=True):
            mending.judge(file, found)
    return [file for file in (mending.result() for mending in mendings) if file]


def _each_once(files: Iterable[FileResult], takes: Takes) -> Iterator[FileResult]:
    """Yield the files with fixes; of one that links name as well, the first."""
    seen = set()
    for file in files:
        place = os.path.realpath(file.path)
        if place not in seen and _fixes(file.findings, takes):
            seen.add(place)
            yield file


def _fixes(findings: Iterable[Finding], takes: Takes) -> list[Fix]:
    return [finding.fix for finding in findings if finding.fix and takes(finding)]


def _errors(found: FileResult) -> int:
    return sum(finding.severity is Severity.ERROR for finding in found.findings)


def _as_it_lies(file: FileResult) -> Mended:
    data = _read(file.path)
    if hashlib.sha256(data).hexdigest() != file.digest:
        raise AwsdevError(f"{file.path}: {_CHANGED}", "run it again")
    return Mended(file.path, data, data, file.path)


def _read(path: str) -> bytes:
    try:
        return read_regular(path)
    except OSError as error:
        raise AwsdevError(f"{path}: it can no longer be read: {error.strerror}") from error


def with_fixes(file: Mended, fixes: Iterable[Fix], at_most: int = sys.maxsize) -> Mended:
    """Return the file with as many fixes as do not overlap, `at_most` as many as that."""
    name, edits, taken = file.name, list[Edit](), list[Fix]()
    for fix in fixes:
        if len(taken) == at_most:
            break
        if (fix.rename and name != file.path) or not all(_fits(edit, edits) for edit in fix.edits):
            continue
        if fix.rename:
            name = str(Path(file.path).with_name(fix.rename))
        for edit in fix.edits:
            insort(edits, edit, key=_span)
        taken.append(fix)
    after = _edited(file.after, edits) if edits else file.after
    return Mended(file.path, file.before, after, name, [*file.fixes, *taken])


def _span(edit: Edit) -> Span:
    return edit.span


def _fits(edit: Edit, edits: list[Edit]) -> bool:
    """Return whether a change overlaps none of others, which are in order."""
    at = bisect(edits, edit.span, key=_span)
    return not any(_overlap(edit, near) for near in edits[max(at - 1, 0) : at + 1])


def _overlap(one: Edit, other: Edit) -> bool:
    a, b = sorted([one.span, other.span])
    return (a.end_line, a.end_column) > (b.line, b.column) or a == b


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    """Return the bytes with changes made that are in order."""
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    text = data.decode("utf-8-sig")
    offsets = Offsets(text)
    pieces, done = list[str](), 0
    for edit in edits:
        pieces += (text[done : offsets.of(edit.span.line, edit.span.column)], edit.text)
        done = offsets.of(edit.span.end_line, edit.span.end_column)
    return mark + "".join([*pieces, text[done:]]).encode()


def write_mended(files: Iterable[Mended]) -> None:
    """Write files in place, each whole or not at all; links stay links, modes stay as they are.

    Raises:
        AwsdevError: A file changed meanwhile, or the name it shall have is taken, and nothing
            was written; or one cannot be written or renamed, and those before it are written.
    """
    files = list(files)
    names = set[str]()
    for file in files:
        if _read(file.path) != file.before:
            raise AwsdevError(f"{file.path}: {_CHANGED}", "run it again")
        if file.name != file.path and (file.name in names or _is_taken(file)):
            raise AwsdevError(
                f"{file.name} is there already: {file.path} cannot be renamed",
                "rename it by hand, or leave the name alone with --ignore",
            )
        names.add(file.name)
    for file in files:
        try:
            if file.after != file.before:
                _replace(Path(file.path).resolve(), file.after)
            if file.name != file.path:
                Path(file.path).rename(file.name)
        except OSError as error:
            raise AwsdevError(f"{file.path}: it cannot be written: {error.strerror}") from error


def _is_taken(file: Mended) -> bool:
    """Return whether there is something of the new name; case may not count on this disk."""
    if not os.path.lexists(file.name):
        return False
    alike = file.name.casefold() == file.path.casefold() and not Path(file.name).is_symlink()
    return not (alike and Path(file.name).samefile(file.path))


def _replace(place: Path, data: bytes) -> None:
    # A file that is only read could be replaced all the same: its folder is what changes.
    if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".awsdev-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(place, name)
        Path(name).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
