"""Commands of the SAM CLI in scripts, looked up in what is on record of it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import yaml

from awsdev.lint.formats import samconfig

# Made from a list of services and events, which is not on record.
_GENERATED = "local_generate_event"


def check_scripts(folder: Path) -> None:
    """Look up every `sam` command of a folder's scripts, and every option.

    Raises:
        AssertionError: There is none, or the SAM CLI knows no such command or option.
    """
    record = Path(str(samconfig.__file__)).parent / "commands.yaml"
    known = yaml.safe_load(record.read_text("utf-8"))
    found = 0
    for script in sorted(folder.glob("*.sh")):
        for line in script.read_text("utf-8").replace("\\\n", " ").splitlines():
            if line.startswith("sam "):
                found += 1
                _check(shlex.split(line), known)
    assert found


def _check(words: list[str], known: dict[str, Any]) -> None:
    names = [word.replace("-", "_") for word in words[1:3]]
    if "_".join(names) == _GENERATED:
        return
    command = next(name for name in ("_".join(names), names[0]) if name in known["tables"])
    for word in words:
        if word.startswith("--"):
            option = word[2:].replace("-", "_")
            plain = known["opposites"].get(option, known["aliases"].get(option, option))
            assert plain in known["tables"][command], f"sam {command} has no {word}"
