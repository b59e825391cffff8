"""Results of earlier runs, kept in files of JSON that nothing executes.

A result is found by what it follows from: the file's bytes, its path as it was
named, what was said of it, and the tools that looked at it. It holds as long as
every question a rule asked about the files around it has the same answer. A
store that is torn, full or read-only is passed over without a word: it costs
time, never an answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awsdev.lint.files.source import Source
from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.repository.surroundings import unchanged
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.running.toolchain import fingerprint
from awsdev.locations import cache_folder

FORM = 1
"""Raised when the form of an entry changes."""
MAX_BYTES = 64 * 1024 * 1024
"""What the store may take on disk; the results that were not used for longest go first."""
_LARGEST_ENTRY = 1024 * 1024
_DAY = 86_400.0


def open_cache() -> Cache | None:
    """Return the user's store for the tools at hand, or None where nothing can be kept."""
    tools = fingerprint()
    return Cache(cache_folder(), tools) if tools else None


class Cache:
    """A store of results.

    Args:
        folder: Where it lies; made when the first result is kept.
        tools: A fingerprint of the tools whose results these are.
    """

    def __init__(self, folder: Path, tools: str) -> None:
        self._folder = folder / "lint"
        self._tools = tools
        self._usable = True
        self._grown = False

    def find(self, source: Source, digest: str) -> FileResult | None:
        """Return an earlier result for a file, or None where there is none that holds.

        Args:
            source: The file.
            digest: The SHA-256 of its bytes.
        """
        place = self._place(source, digest)
        try:
            result, used = _read(place, source), place.stat().st_mtime
        except (OSError, ValueError, TypeError, LookupError):
            return None
        if not unchanged(str(Path(source.path).parent), result.seen):
            return None
        if time.time() - used > _DAY:
            with contextlib.suppress(OSError):
                os.utime(place)
        return result

    def keep(self, source: Source, result: FileResult) -> None:
        """Keep a result, where it is one that another run would come to as well."""
        settled = result.outcome in (Outcome.LINTED, Outcome.SKIPPED)
        failed = any(finding.code.startswith("AD2") for finding in result.findings)
        if not (self._usable and settled and result.digest) or failed:
            return
        data = _as_bytes(result)
        if len(data) <= _LARGEST_ENTRY:
            self._usable = _write(self._place(source, result.digest), data)
            self._grown = self._usable

    def close(self) -> None:
        """Bound what the store takes, where this run added to it."""
        if self._grown:
            with contextlib.suppress(OSError):
                _prune(self._folder)

    def _place(self, source: Source, digest: str) -> Path:
        named = [FORM, self._tools, os.path.normpath(source.path), source.family, digest]
        return self._folder / f"{_digest(json.dumps(named).encode())}.json"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(place: Path, source: Source) -> FileResult:
    """Read an entry: a line with its checksum, and the rest of it.

    Raises:
        OSError: It is not there, or cannot be read.
        ValueError: It is torn; so with LookupError and TypeError.
    """
    checksum, _, data = place.read_bytes().partition(b"\n")
    if checksum != _digest(data).encode():
        raise ValueError("torn")
    entry = json.loads(data)
    kind = entry["kind"]
    outcome = Outcome(entry["outcome"])
    return FileResult(
        path=source.path,
        kind=kind,
        outcome=Outcome.CACHED if outcome is Outcome.LINTED else outcome,
        reason=entry["reason"],
        findings=[_finding(each, source.path, kind) for each in entry["findings"]],
        excerpts={int(line): text for line, text in entry["excerpts"].items()},
        digest=entry["digest"],
        seen=entry["seen"],
    )


def _as_bytes(result: FileResult) -> bytes:
    entry = {
        "kind": str(result.kind),
        "outcome": str(result.outcome),
        "reason": result.reason,
        "findings": [_as_entry(finding) for finding in result.findings],
        "excerpts": result.excerpts,
        "digest": result.digest,
        "seen": result.seen,
    }
    data = json.dumps(entry).encode()
    return b"%s\n%s" % (_digest(data).encode(), data)


def _as_entry(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "at": _place_of(finding.span),
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "hint": finding.hint,
        "service_error": finding.service_error,
        "topic": finding.topic,
        "fix": fix and [fix.label, [[*_place_of(e.span), e.text] for e in fix.edits], fix.rename],
    }


def _finding(entry: dict[str, Any], path: str, kind: str) -> Finding:
    fix = entry["fix"]
    return Finding(
        path=path,
        span=Span(*entry["at"]),
        code=entry["code"],
        severity=Severity(entry["severity"]),
        message=entry["message"],
        kind=kind,
        hint=entry["hint"],
        service_error=entry["service_error"],
        topic=entry["topic"],
        fix=fix and Fix(fix[0], tuple(Edit(Span(*e[:4]), e[4]) for e in fix[1]), fix[2]),
    )


def _place_of(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _write(place: Path, data: bytes) -> bool:
    """Write an entry so that a reader sees all of it or none; return whether it could be."""
    import tempfile  # noqa: PLC0415 - not needed to read

    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, place)  # noqa: PTH105 - mkstemp gives a name
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - as above
        return False
    return True


def _prune(folder: Path) -> None:
    """Remove what was not used for longest, down to three quarters of what the store may take."""
    entries = sorted(_entries(folder))
    excess = sum(size for _, size, _ in entries) - MAX_BYTES
    if excess <= 0:
        return
    excess += MAX_BYTES // 4
    for _, size, path in entries:
        if excess <= 0:
            break
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - scandir gives names
        excess -= size


def _entries(folder: Path) -> Iterator[tuple[float, int, str]]:
    for entry in os.scandir(folder):
        # Another run may remove it at the same time.
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            yield status.st_mtime, status.st_size, entry.path
