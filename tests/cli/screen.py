"""A person at a terminal: a command runs on a pseudo-terminal, an emulator shows what is seen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path

import pyte


class Screen:
    """A command on a terminal of its own.

    Args:
        arguments: The command line.
        cwd: Where it runs.
        rows: Rows of the terminal.
        columns: Columns of the terminal.
        variables: What the environment holds beside the path.
    """

    def __init__(
        self,
        arguments: list[str],
        cwd: Path,
        *,
        rows: int = 24,
        columns: int = 80,
        **variables: str,
    ) -> None:
        self.raw = b""
        self._emulator = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._emulator)
        self._terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            arguments, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd,
            env={**environment, "TERM": "xterm-256color", **variables},
            start_new_session=True,
            # Ctrl-C reaches those whose controlling terminal this is.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one ioctl
        )  # fmt: skip
        os.close(theirs)

    @property
    def lines(self) -> list[str]:
        """What is on the screen now, without trailing blanks and empty lines at the end."""
        lines = [line.rstrip() for line in self._emulator.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def type(self, keys: str) -> None:
        """Press keys; `\\x03` is Ctrl-C, `\\x04` is Ctrl-D."""
        os.write(self._terminal, keys.encode())

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Wait until words are on the screen."""
        end = time.monotonic() + seconds
        while words not in self.text:
            assert self._read(end), f"{words!r} never came:\n{self.text}"

    def finish(self, seconds: float = 30) -> int:
        """Read to the end and return the exit status."""
        end = time.monotonic() + seconds
        while self._read(end):
            pass
        status = self._process.wait(max(end - time.monotonic(), 0.1))
        assert b"Traceback" not in self.raw, self.text
        return status

    def close(self) -> None:
        """End what still runs and give the terminal back."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._terminal)

    def _read(self, end: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except OSError:
            # Linux says so when the last process has closed its side.
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)
