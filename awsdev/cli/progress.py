"""A bar that shows how far long work has come, on a terminal alone."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 1.0
"""Seconds of work before a bar is worth a look."""


@contextlib.contextmanager
def progress_bar(total: int, doing: str = "Linting") -> Iterator[Callable[[int, int], None] | None]:
    """Give what to call with the number of files done, and that of all.

    Gives None where standard error is no terminal, or there are too few files to wait for.

    Args:
        total: How many there are.
        doing: What is done to them.
    """
    if total < 2 or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(doing)
    try:
        yield bar.show
    finally:
        bar.end()


class _Bar:
    """A bar that appears when the work takes longer than a moment, and leaves no trace."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._bar: Progress | None = None

    def show(self, done: int, total: int) -> None:
        if self._bar is None and time.monotonic() - self._begun > _PATIENCE:
            self._bar = self._begin(total)
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done)

    def end(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _begin(self, total: int) -> Progress:
        from rich.console import Console  # noqa: PLC0415 - only where there is something to wait for
        from rich.progress import (  # noqa: PLC0415 - as above
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn(self._doing),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.start()
        bar.add_task("", total=total)
        return bar
