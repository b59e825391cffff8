"""Completion without what Typer does for longer than the completion takes.

Whoever presses Tab waits. Measured: most of the time went into pydantic, which converts values
that a completion only reads, and into Rich, which takes markup out of help texts that have none.
Both are Typer's own workings: where another version of it has them no more, nothing is left out
and nothing breaks.
"""

from __future__ import annotations

from typing import Any

from typer import _completion_classes, core


class _AsTyped:
    """Stands for the conversion of a parameter's value: there is none."""

    def coerce(self, value: Any, **_: Any) -> Any:
        return value


def complete_at_once() -> None:
    """Leave values as they were typed, and help texts as they were written."""
    _replace(core, "build_runtime_param", lambda _descriptor: _AsTyped())
    _replace(_completion_classes, "_sanitize_help_text", lambda text: text)


def _replace(module: Any, name: str, function: Any) -> None:
    if hasattr(module, name):
        setattr(module, name, function)
