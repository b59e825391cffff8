"""What a project carries of how it was made, `.awsdev-scaffold.yaml`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from awsdev.datafile import Fields, read_yaml
from awsdev.errors import AwsdevError

ANSWERS_FILE = ".awsdev-scaffold.yaml"
"""The file in a project from which it can be made again."""


@dataclass(frozen=True, slots=True)
class Record:
    """How a project was made.

    Attributes:
        scaffold: The scaffold's name.
        version: The scaffold's version then.
        answers: The answers then, as they stand in the file.
        files: The SHA-256 digest of each file as it was rendered, by path.
    """

    scaffold: str
    version: int
    answers: dict[str, Any]
    files: dict[str, str]


def digest(data: bytes) -> str:
    """Return the digest by which a file is told from what was rendered."""
    return hashlib.sha256(data).hexdigest()


def record_text(record: Record) -> str:
    """Return the text of the answers file."""
    made = {"scaffold": record.scaffold, "version": record.version, "answers": record.answers}
    return (
        "# How awsdev made this project. To make it again:\n"
        f"# awsdev scaffold {record.scaffold} DEST --answers {ANSWERS_FILE}\n"
        "# To bring it to the present version of its scaffold, in this folder:\n"
        "# awsdev scaffold update .\n"
        f"{_yaml(made)}"
        "# SHA-256 of each file as it was made: tells what was changed since.\n"
        f"{_yaml({'files': record.files})}"
    )


def read_record(folder: Path) -> Record:
    """Read the answers file of a project.

    Raises:
        AwsdevError: There is none, or it does not hold together.
    """
    path = folder / ANSWERS_FILE
    if not path.is_file():
        raise AwsdevError(
            f"{folder}: there is no {ANSWERS_FILE}", "name the folder of a project awsdev made"
        )
    fields = read_yaml(path)
    record = take_record(fields)
    fields.done()
    return record


def take_record(fields: Fields, scaffold: str = "", version: int = 0) -> Record:
    """Take the fields of a record.

    Args:
        fields: The fields of an answers file.
        scaffold: The scaffold, where the file names none.
        version: Its version, where the file names none.

    Raises:
        DataFileError: One is missing or not of its type.
    """
    files = fields.take("files", dict, {})
    if any(not isinstance(part, str) for pair in files.items() for part in pair):
        raise fields.error("files holds something that is not text")
    return Record(
        scaffold=fields.take("scaffold", str, scaffold)
        if scaffold
        else fields.take("scaffold", str),
        version=fields.take("version", int, version) if version else fields.take("version", int),
        answers=fields.take("answers", dict),
        files=files,
    )


def _yaml(values: dict[str, Any]) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=1000)
