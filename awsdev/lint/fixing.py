"""Mending files: the fixes of findings applied, checked, shown as a diff and written."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from awsdev.diffs import changed_lines
from awsdev.errors import AwsdevError
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.limits import Limits
from awsdev.lint.report import Report
from awsdev.lint.source import read_regular

_MOST_ROUNDS = 10
"""A fix may lay bare another mistake; no file has been seen to need more than three."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
        """Yield the lines of a diff, as `git apply` reads it."""
        old, new = Path(self.path).as_posix(), Path(self.name).as_posix()
        yield f"diff --git a/{old} b/{new}"
        if old != new:
            yield from (f"rename from {old}", f"rename to {new}")
        yield from changed_lines(self.before, self.after, f"a/{old}", f"b/{new}")


def mend(report: Report, *, family: str, limits: Limits) -> list[Mended]:
    """Return the files that fixes change, each linted again until nothing is left to mend.

    A fix that would bring an error that was not there is not taken. Nothing is written.

    Args:
        report: What was found, on disk.
        family: What all files are, as in `--kind`; told from each where empty.
        limits: What linting may take.
    """
    findings = {
        file.path: file.findings for file in report.files if any(f.fix for f in file.findings)
    }
    mended = {path: _as_it_lies(path) for path in findings}
    waiting = list(mended)
    for _ in range(_MOST_ROUNDS):
        tried = {path: _applied(mended[path], findings[path]) for path in waiting}
        changed = {path: file for path, file in tried.items() if file.after != mended[path].after}
        again = lint_data(
            {path: file.after for path, file in changed.items()}, family=family, limits=limits
        )
        taken = [file for file in again.files if not _worse(findings[file.path], file.findings)]
        refused = set(changed) - {file.path for file in taken}
        mended |= {path: file for path, file in tried.items() if path not in refused}
        findings |= {file.path: file.findings for file in taken}
        waiting = [file.path for file in taken]
        if not waiting:
            break
    return [each for each in mended.values() if each.fixes]


def _as_it_lies(path: str) -> Mended:
    data = read_regular(path)
    return Mended(path, data, data, path)


def _applied(file: Mended, findings: Iterable[Finding]) -> Mended:
    """Return the file with as many fixes as do not overlap."""
    name, edits, fixes = file.name, list[Edit](), list[Fix]()
    for fix in (finding.fix for finding in findings if finding.fix):
        if fix.rename and name == file.path:
            name = str(Path(file.path).with_name(fix.rename))
        elif fix.rename or any(_overlap(a, b) for a in fix.edits for b in edits):
            continue
        edits += fix.edits
        fixes.append(fix)
    after = _edited(file.after, edits) if edits else file.after
    return Mended(file.path, file.before, after, name, [*file.fixes, *fixes])


def _edited(data: bytes, edits: list[Edit]) -> bytes:
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    text = data.decode("utf-8-sig")
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        start = _offset(lines, edit.span.line, edit.span.column)
        end = _offset(lines, edit.span.end_line, edit.span.end_column)
        text = text[:start] + edit.text + text[end:]
    return mark + text.encode()


def _overlap(one: Edit, other: Edit) -> bool:
    a, b = sorted([one.span, other.span])
    return _end(a) > (b.line, b.column) or a == b


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _offset(lines: list[str], line: int, column: int) -> int:
    """Return a place as a position in the text; behind its end where it lies beyond."""
    before = sum(map(len, lines[: line - 1]))
    return before + min(column - 1, len(lines[line - 1]) if line <= len(lines) else 0)


def _worse(before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    errors = [
        sum(finding.severity is Severity.ERROR for finding in findings)
        for findings in (before, after)
    ]
    return errors[1] > errors[0]


def write_mended(files: Iterable[Mended]) -> None:
    """Write files in place, each whole or not at all; links stay links, modes stay as they are.

    Raises:
        AwsdevError: A file cannot be written or renamed, changed meanwhile, or the name it
            shall have is taken; those before it are written.
    """
    for file in files:
        if read_regular(file.path) != file.before:
            raise AwsdevError(f"{file.path}: it changed while it was linted", "run it again")
        if file.name != file.path and os.path.lexists(file.name):
            raise AwsdevError(f"{file.name} is there already", f"rename {file.path} by hand")
        try:
            _replace(Path(file.path).resolve(), file.after)
            if file.name != file.path:
                Path(file.path).rename(file.name)
        except OSError as error:
            raise AwsdevError(f"{file.path}: it cannot be written: {error.strerror}") from error


def _replace(place: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
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
