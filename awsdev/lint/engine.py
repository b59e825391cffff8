"""The linter as the rest of awsdev calls it: files in, a report out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from awsdev.lint.files.find import FoundFile
from awsdev.lint.files.source import MAX_BYTES, Source, read_regular
from awsdev.lint.report import Report
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.running.limits import Limits

if TYPE_CHECKING:
    from awsdev.lint.running.cache import Cache

Progress = Callable[[int, int], None]
"""Called with the number of files that are done and the number of all."""


def lint_files(
    files: Iterable[FoundFile],
    *,
    family: str = "",
    limits: Limits | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> Report:
    """Lint files on disk.

    Args:
        files: The files; one that is no AWS file is reported only where it was asked for.
        family: What all of them are, as in `--kind`; told from each where empty.
        limits: What linting may take.
        cache: Results of earlier runs; None for none.
        progress: Told of each file that is done.
    """
    found = {file.path: file for file in files}
    results: list[FileResult] = []
    for result in _results([Source(path, family=family) for path in found], limits, cache):
        results.append(result)
        if progress:
            progress(len(results), len(found))
    told = [r for r in results if r.outcome is not Outcome.SKIPPED or found[r.path].asked]
    return Report(sorted(told, key=lambda result: result.path))


def lint_data(texts: dict[str, bytes], *, family: str = "", limits: Limits | None = None) -> Report:
    """Lint files that do not lie on disk.

    Args:
        texts: Bytes by the path each stands for.
        family: What all of them are, as in `--kind`; told from each where empty.
        limits: What linting may take.
    """
    sources = [Source(path, data, family) for path, data in texts.items()]
    results = list(_lint(sources, limits))
    return Report(sorted(results, key=lambda result: result.path))


def _results(
    sources: list[Source], limits: Limits | None, cache: Cache | None
) -> Iterator[FileResult]:
    """Yield results of earlier runs first, then those of this one, which are kept."""
    if cache is None:
        yield from _lint(sources, limits)
        return
    waiting = {}
    for source in sources:
        known = cache.find(source, _digest(source.path))
        if known:
            yield known
        else:
            waiting[source.path] = source
    for result in _lint(list(waiting.values()), limits):
        # A file that changed while it was linted has a result of neither version.
        if result.digest and result.digest == _digest(result.path):
            cache.keep(waiting[result.path], result)
        yield result
    cache.close()


def _lint(sources: list[Source], limits: Limits | None) -> Iterator[FileResult]:
    if not sources:
        return
    from awsdev.lint.running.workers import lint_in_workers  # noqa: PLC0415 - with it come all rules

    yield from lint_in_workers(sources, limits or Limits())


def _digest(path: str) -> str:
    try:
        data = read_regular(path)
    except OSError:
        return ""
    return hashlib.sha256(data).hexdigest() if len(data) <= MAX_BYTES else ""
