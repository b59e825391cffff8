"""What awsdev writes to a terminal or a pipe: colour, width, safe text, the pager."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from typing import TextIO

# C0 and C1 controls, the marks that reorder text on screen and the other ends of a line:
# characters of a file that would act on a terminal instead of being shown.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
PIPED_WIDTH = 80


def printable(text: str) -> str:
    """Return text with every control character spelled out, line ends excepted.

    A tab becomes one blank, so that columns keep their count.
    """
    return UNSAFE.sub(_spelled, text.replace("\t", " "))


def _spelled(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """Return text as one line that is safe to show."""
    return printable(" ".join(text.split("\n"))).strip()


def coloured(stream: TextIO) -> bool:
    """Return whether colour may be written: a terminal that did not say no."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen_width(stream: TextIO) -> int:
    """Return the columns of the terminal, or of a page where there is none."""
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if stream.isatty() else PIPED_WIDTH


def paint(text: str, style: str, *, colour: bool) -> str:
    """Return text in a Rich style, such as `bold red`, where colour is wanted."""
    if not colour or not text:
        return text
    from rich.style import Style  # noqa: PLC0415 - plain output does without Rich

    return Style.parse(style).render(text)


def show_page(text: str, *, pager: bool) -> None:
    """Write a page, through a pager where it is longer than the screen.

    Args:
        text: The page, escape sequences of our own included.
        pager: Whether a pager may be used at all.
    """
    rows = shutil.get_terminal_size((PIPED_WIDTH, 24)).lines
    command = _pager_command() if pager and sys.stdout.isatty() else []
    if command and text.count("\n") >= rows and _paged(text, command):
        return
    sys.stdout.write(text)


def _pager_command() -> list[str]:
    """Return the reader's pager: `PAGER`, else less where it is installed; empty for none."""
    chosen = os.environ.get("PAGER", "less").split()
    return chosen if chosen and chosen != ["cat"] and shutil.which(chosen[0]) else []


def _paged(text: str, command: list[str]) -> bool:
    # -R keeps colours; less reads it from here unless the reader has options of their own.
    environment = {"LESS": "-R", "LESSCHARSET": "utf-8", **os.environ}
    # Ctrl-C is the pager's to understand: less ends a search with it. It is dropped here from
    # before the pager starts; a signal that were ignored would be ignored by the pager as well.
    before = signal.signal(signal.SIGINT, lambda _signal, _frame: None)
    try:
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
        except OSError:
            return False
        process.communicate(text.encode())
    finally:
        signal.signal(signal.SIGINT, before)
    return True
