"""Inputs made without a look at what a file means: its bytes flipped, cut, joined, spiked."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.fuzz.odd import TOKENS

LARGEST = 60_000
"""Bytes of an input: what is slow because it is large is for the benchmarks."""


def torn(dice: Random, data: bytes, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return bytes like these, but torn.

    Args:
        dice: What decides.
        data: A file's bytes.
        others: Files it may be spliced with.
        words: What stands in files of its kind.
    """
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        match dice.randrange(9):
            case 0:
                data = _flipped(dice, data)
            case 1:
                start, end = _stretch(dice, data)
                data = data[:start] + data[end:]
            case 2:
                start, end = _stretch(dice, data)
                data = data[:end] + data[start:end] * dice.choice((1, 1, 2, 30)) + data[end:]
            case 3:
                data = data[: _place(dice, data)]
            case 4:
                other = dice.choice(others)
                data = data[: _place(dice, data)] + other[_place(dice, other) :]
            case 5:
                data = _put(dice, data, dice.choice(words))
            case 6:
                data = _lines_moved(dice, data)
            case _:
                data = _put(dice, data, dice.choice(TOKENS))
    return data[:LARGEST]


def _place(dice: Random, data: bytes) -> int:
    return dice.randint(0, len(data))


def _stretch(dice: Random, data: bytes) -> tuple[int, int]:
    start = _place(dice, data)
    return start, min(len(data), start + dice.choice((1, 1, 2, 4, 16, 100)))


def _flipped(dice: Random, data: bytes) -> bytes:
    if not data:
        return data
    changed, place = bytearray(data), dice.randrange(len(data))
    # Mostly printable: a file that is no text ends before any rule sees it.
    changed[place] = dice.randrange(256) if dice.random() < 0.2 else dice.randrange(32, 127)
    return bytes(changed)


def _put(dice: Random, data: bytes, token: bytes) -> bytes:
    """Put a token somewhere, in place of what is there or between."""
    start, end = _stretch(dice, data)
    return data[:start] + token + data[end if dice.random() < 0.4 else start :]


def _lines_moved(dice: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    line = lines.pop(dice.randrange(len(lines)))
    if dice.random() < 0.5:
        line = b" " * dice.choice((1, 2, 4)) + line if dice.random() < 0.5 else line.lstrip(b" ")
    lines.insert(dice.randint(0, len(lines)), line)
    return b"".join(lines)
