"""cfn-lint in a process of its own.

To import it and to build its rules takes longer than all else that is done to a
template. In a process of its own it happens at the same time, on the second
core, and a crash in it cannot reach the worker.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from awsdev.lint.tools.cfnlint.runner import CfnLint, Match
from awsdev.lint.tools.processes import start
from awsdev.processors import die_with

Question = Callable[[CfnLint], list[Match]]
"""A method of cfn-lint with its arguments, such as `partial(CfnLint.lint_file, path="t.yaml")`."""


class CfnLintError(Exception):
    """cfn-lint died on a template; the text says how."""


@dataclass(frozen=True, slots=True)
class _Failure:
    words: str


class CfnLintProcess:
    """cfn-lint, ready for any number of questions, one at a time.

    The process is started with the first, and anew where it has ended.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._owes_an_answer = False

    def ask(self, question: Question) -> None:
        """Put a question; `answer` gives what it returns."""
        # An answer that nobody waited for must not be taken for that to another question.
        if self._connection is None or self._owes_an_answer or not self._is_alive():
            self._connection = self._start()
        self._owes_an_answer = True
        # A process that ended just now shows when its answer is awaited.
        with contextlib.suppress(OSError):
            self._connection.send(question)

    def answer(self) -> list[Match]:
        """Wait for what the question that was put returns.

        Raises:
            CfnLintError: cfn-lint raised, or its process ended.
            MemoryError: It ran out of memory.
        """
        if self._connection is None:
            raise CfnLintError("it was asked nothing")
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise CfnLintError("its process ended") from error
        self._owes_an_answer = False
        if isinstance(answer, MemoryError):
            raise answer
        if isinstance(answer, _Failure):
            raise CfnLintError(answer.words)
        matches: list[Match] = answer
        return matches

    def _is_alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def _start(self) -> Connection:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process, ours = start(_serve, daemon=True)
        return ours


def _serve(connection: Connection, other_end: Connection, worker: int) -> None:
    # At work it does not look at the pipe, and a copy of the worker's own pipe is open in it.
    die_with(worker)
    # A forked child holds a copy of the worker's end; only without it does the
    # child see the worker's death as the end of the pipe.
    other_end.close()
    while True:
        try:
            connection.send(_answer(connection.recv()))
        except (EOFError, OSError, KeyboardInterrupt, MemoryError):
            # The worker is gone, or learns from this end that there is no going on.
            return


def _answer(question: Question) -> list[Match] | _Failure | MemoryError:
    try:
        return question(_linter())
    except MemoryError as error:
        return error
    except Exception as error:
        return _Failure(f"{type(error).__name__}: {error}")


@cache
def _linter() -> CfnLint:
    return CfnLint()
