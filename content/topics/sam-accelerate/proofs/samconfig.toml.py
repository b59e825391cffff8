"""Proves the scripts beside samconfig.toml: every `sam` command and option is the SAM CLI's."""

from __future__ import annotations

from pathlib import Path

from tests.content.provers.sam_cli import check_scripts


def prove(path: Path) -> None:
    """Look every command of the scripts up in what is on record of the SAM CLI."""
    check_scripts(path.parent)
