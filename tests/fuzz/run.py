"""Runs of the fuzzer: batches in processes of their own, each input under a watch."""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import os
import pickle
import resource
import shlex
import signal
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from awsdev.lint.kinds import Kind
from awsdev.processors import process_context
from tests.fuzz.checks import check
from tests.fuzz.inputs import Batch, Input, inputs_of
from tests.fuzz.tally import Tally, signature

_TEMPLATES = (Kind.CLOUDFORMATION, Kind.SAM)
_LONGEST = 10.0
"""Seconds an input may take; one of the machine's others may hold it up meanwhile."""
_LONGEST_TEMPLATE = 40.0
_MEMORY = 4 * 1024**3
_TOOLS = ("/cfnlint/", "/samtranslator/", "sam/translator.py")
_THOROUGH = 8
"""Of so many inputs, one is linted twice and reported in every form."""
_SAVED_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does.

    Attributes:
        folder: Where failures are saved.
        thorough: Whether every input is looked at in every way.
        until: When to begin no more batches, by the monotonic clock; 0 for never.
    """

    folder: Path
    thorough: bool = False
    until: float = 0.0


def run(batches: Sequence[Batch], plan: Plan, jobs: int) -> Tally:
    """Check the inputs of batches, and save what failed."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    waiting, tally = deque(batches), Tally()
    runners = [_Runner(plan) for _ in range(min(jobs, len(waiting)))]
    try:
        while True:
            for index, runner in enumerate(runners):
                if not runner.busy and waiting and not _over(plan):
                    runners[index] = runner if runner.usable else _Runner(plan)
                    runners[index].begin(waiting.popleft())
            busy = {runner.connection: runner for runner in runners if runner.busy}
            if not busy:
                return tally
            for connection in wait(list(busy)):
                assert isinstance(connection, Connection)
                tally.add(busy[connection].finish())
    finally:
        for runner in runners:
            runner.end()


def _over(plan: Plan) -> bool:
    return bool(plan.until) and time.monotonic() > plan.until


class _Runner:
    """A process that checks batches, and what it leaves behind where it dies."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._scratch = tempfile.TemporaryDirectory(prefix="awsdev-fuzz-")
        self.connection, theirs = process_context().Pipe()
        self._process = process_context().Process(
            target=_serve, args=(theirs, self.connection, plan, Path(self._scratch.name))
        )
        self._process.start()
        theirs.close()
        self.busy, self.usable = False, True

    def begin(self, batch: Batch) -> None:
        self.connection.send(batch)
        self.busy = True

    def finish(self) -> Tally:
        """Return what came of a batch, as far as the process came."""
        self.busy = False
        try:
            tally = self.connection.recv()
            assert isinstance(tally, Tally)
        except (EOFError, OSError):
            self._process.join()
            tally = self._left_behind()
            self.end()
        return tally

    def _left_behind(self) -> Tally:
        folder = Path(self._scratch.name)
        tally = pickle.loads((folder / "tally").read_bytes())  # noqa: S301 - written by ourselves
        given = pickle.loads((folder / "input").read_bytes())  # noqa: S301 - as above
        words = (folder / "traceback").read_text("utf-8", "replace")
        seconds = _limit(given.kind)
        tally.timed(given.kind, seconds, _described(given))
        if given.kind in _TEMPLATES and any(tool in words for tool in _TOOLS):
            tally.tool_failures[f"a tool took longer than {seconds:g} s, or ended the process"] += 1
            save(given, words, self._plan.folder / "stalled")
        else:
            code = self._process.exitcode
            words = words or f"the process ended with {code}"
            tally.failures[f"hung, or ended with {code}: {signature(words)}"] += 1
            save(given, words, self._plan.folder)
        assert isinstance(tally, Tally)
        return tally

    def end(self) -> None:
        self.usable = False
        self.connection.close()
        if self._process.pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.join()
        self._scratch.cleanup()


def _serve(connection: Connection, other_end: Connection, plan: Plan, scratch: Path) -> None:
    # A group of its own: what it started ends with it.
    os.setpgid(0, 0)
    other_end.close()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with (scratch / "traceback").open("w+") as words:
        faulthandler.enable(words)
        while True:
            try:
                batch = connection.recv()
            except (EOFError, KeyboardInterrupt):
                break
            tally = Tally()
            for given in inputs_of(batch):
                (scratch / "input").write_bytes(pickle.dumps(given))
                (scratch / "tally").write_bytes(pickle.dumps(tally))
                # Even a loop in C ends: the watch is a thread that needs no interpreter.
                faulthandler.dump_traceback_later(_limit(given.kind), exit=True, file=words)
                checked(given, plan, tally)
                faulthandler.cancel_dump_traceback_later()
            connection.send(tally)


def _limit(kind: Kind) -> float:
    return _LONGEST_TEMPLATE if kind in _TEMPLATES else _LONGEST


def checked(given: Input, plan: Plan, tally: Tally) -> None:
    """Check an input, count what came of it and save it where it failed."""
    start = time.perf_counter()
    thorough = plan.thorough or hashlib.sha256(given.data).digest()[0] % _THOROUGH == 0
    verdict = check(given, thorough=thorough)
    tally.timed(given.kind, time.perf_counter() - start, _described(given))
    tally.parsed[given.kind] += verdict.parsed
    tally.findings[given.kind] += len(verdict.result.findings)
    tally.fixes[given.kind] += verdict.fixes
    tally.tool_failures.update(map(signature, verdict.tool_failures))
    for words in verdict.failures:
        alike = signature(words)
        tally.failures[alike] += 1
        if tally.failures[alike] <= _SAVED_ALIKE:
            save(given, words, plan.folder)


def _described(given: Input) -> str:
    digest = hashlib.sha256(given.data).hexdigest()[:12]
    return f"{given.kind} {given.name} {digest} ({len(given.data)} bytes)"


def save(given: Input, words: str, folder: Path) -> None:
    """Save an input with what is wrong about it and a command that shows it again."""
    digest = hashlib.sha256(given.data).hexdigest()[:12]
    place = folder / f"{given.kind}-{digest}"
    place.mkdir(parents=True, exist_ok=True)
    (place / given.name).write_bytes(given.data)
    option = f"--kind {given.family} " if given.family else ""
    command = f"awsdev lint --no-cache {option}{shlex.quote(str(place / given.name))}"
    again = f"python -m tests.fuzz --again {shlex.quote(str(place))}"
    (place / "wrong.txt").write_text(f"{words}\n\n{command}\n{again}\n", "utf-8", "replace")
    (place / "input.pickle").write_bytes(pickle.dumps(given))
