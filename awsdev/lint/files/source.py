"""What the linter is given: a file on disk, or the bytes of one."""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass
from pathlib import Path

from awsdev.lint.kinds import FAMILIES, kind_of_name

MAX_BYTES = 5 * 1024 * 1024
"""Larger files are passed over: CloudFormation takes templates up to 1 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to lint.

    Attributes:
        path: As the user named it.
        data: Its bytes, where it does not lie on disk under `path`.
        family: What the user said it is, one of `awsdev.lint.kinds.FAMILIES`; else empty.
    """

    path: str
    data: bytes | None = None
    family: str = ""

    @property
    def likely_kind(self) -> str:
        """Return the kind as far as it is known without the file's content; else empty."""
        return FAMILIES[self.family][0] if self.family else kind_of_name(self.path) or ""

    def read(self) -> bytes:
        """Return the bytes; one more than `MAX_BYTES` of a file that is larger.

        Raises:
            OSError: The file cannot be read, or is none.
        """
        return read_regular(self.path) if self.data is None else self.data


def read_regular(path: str) -> bytes:
    """Return the bytes of a file, one more than `MAX_BYTES` where it is larger.

    Raises:
        OSError: It cannot be read, or is a pipe, a device or a folder.
    """
    # Opening a named pipe would wait for a writer, and a device has no end.
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)
