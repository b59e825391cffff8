"""Worker processes: one file at a time each, none for longer than the limit.

Whatever a file does to the tools underneath (an exception, a crash, a stall)
costs that file alone: its worker is replaced and the others go on.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait

from awsdev.lint.files.source import Source
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.rules.check import as_finding
from awsdev.lint.rules.reading import tool_failed, tool_stalled
from awsdev.lint.running.limits import Limits
from awsdev.lint.running.linter import lint_source
from awsdev.lint.tools.processes import start
from awsdev.processors import die_with

_LONGEST_WAIT = 3600.0
"""Seconds to wait at a time: a limit may be larger than the system can wait for."""


def lint_in_workers(sources: Iterable[Source], limits: Limits) -> Iterator[FileResult]:
    """Lint files in worker processes.

    Args:
        sources: The files.
        limits: What linting may take.

    Yields:
        One result for each source, in the order they become ready.
    """
    waiting = deque(sources)
    workers = [_Worker(limits) for _ in range(limits.workers_for(len(waiting)))]
    try:
        while waiting or any(worker.task for worker in workers):
            for index, worker in enumerate(workers):
                if worker.task is None and waiting:
                    workers[index] = worker if worker.usable else _Worker(limits)
                    workers[index].begin(waiting.popleft())
            yield from _ready(workers)
    finally:
        for worker in workers:
            worker.end()


def _ready(workers: list[_Worker]) -> Iterator[FileResult]:
    """Wait for the next answer, death or end of a limit, and yield what came."""
    busy = {worker.connection: worker for worker in workers if worker.task}
    next_limit = min(worker.task.limit for worker in busy.values() if worker.task)
    left = min(_LONGEST_WAIT, next_limit - time.monotonic())
    answered = wait(list(busy), timeout=max(0.0, left))
    for connection in answered:
        if isinstance(connection, Connection):
            yield busy[connection].finish()
    now = time.monotonic()
    for worker in busy.values():
        if worker.task and worker.task.limit <= now:
            yield worker.give_up()


@dataclass(frozen=True, slots=True)
class _Task:
    source: Source
    limit: float


class _Worker:
    """A process that lints, and our end of the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        self._timeout = limits.timeout
        self._process, self.connection = start(_serve, limits.memory)
        self.task: _Task | None = None
        self.usable = True

    def begin(self, source: Source) -> None:
        self.task = _Task(source, time.monotonic() + self._timeout)
        # A worker that is already dead shows when its answer is awaited.
        with contextlib.suppress(OSError):
            self.connection.send(source)

    def finish(self) -> FileResult:
        """Take the answer to the task, or say that the worker died on it."""
        source = self._take_task()
        try:
            result = self.connection.recv()
        except (EOFError, OSError):
            self.end()
            return _dead(source, self._process.exitcode)
        if not isinstance(result, FileResult):
            return _dead(source, None)
        if any(finding.code == "AD203" for finding in result.findings):
            # What it built before it ran out of memory may be in pieces.
            self.end()
        return result

    def give_up(self) -> FileResult:
        """End the worker because its task took too long."""
        source = self._take_task()
        self.end()
        finding = as_finding(tool_stalled(self._timeout), "AD202", source.path, source.likely_kind)
        reason = f"took longer than {self._timeout:g} s"
        return FileResult(source.path, source.likely_kind, Outcome.TIMED_OUT, reason, [finding])

    def end(self) -> None:
        """End the process and the helpers it started."""
        self.usable = False
        self.connection.close()
        if self._process.pid and self._process.is_alive():
            _kill_group(self._process.pid)
        self._process.join()

    def _take_task(self) -> Source:
        assert self.task is not None  # noqa: S101 - callers look first
        source, self.task = self.task.source, None
        return source


def _dead(source: Source, exit_code: int | None) -> FileResult:
    how = f"killed by signal {-exit_code}" if exit_code and exit_code < 0 else "ended early"
    finding = as_finding(tool_failed("the worker", how), "AD201", source.path, source.likely_kind)
    return FileResult(source.path, source.likely_kind, Outcome.FAILED, f"worker {how}", [finding])


def _serve(connection: Connection, other_end: Connection, parent: int, memory: int) -> None:
    # A group of its own: Ctrl-C reaches the parent alone, and a kill reaches the helpers too.
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    die_with(parent)
    other_end.close()
    _limit_memory(memory)
    # Off in the parent, which is short-lived; a worker may see thousands of files.
    gc.enable()
    while True:
        try:
            source = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt, MemoryError):
            break
        try:
            connection.send(lint_source(source))
        except (OSError, MemoryError):
            break
    # The helpers are daemons and nothing here needs tidying: skip the interpreter's own.
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)


def _limit_memory(mebibytes: int) -> None:
    """Hold this process, and those it starts, to a limit where the system can."""
    if not mebibytes:
        return
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = mebibytes * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted if most < 0 else min(wanted, most), most))


def _kill_group(pid: int) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
