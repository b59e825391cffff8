"""How commands write their answers."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Any

from awsdev.terminal import UNSAFE


class AnswerFormat(StrEnum):
    """The forms of an answer that has no others."""

    TEXT = "text"
    JSON = "json"


def write(text: str) -> None:
    """Write text to standard output as it is."""
    sys.stdout.write(text)


def write_bytes(data: bytes) -> None:
    """Write a file to standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def write_json(answer: dict[str, Any]) -> None:
    """Write an answer of `--format json`: one object, readable, Hangul as it is.

    What would act on a terminal is escaped as JSON does it: `json.dumps` does so below
    U+0020 alone.
    """
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    sys.stdout.write(UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n")
