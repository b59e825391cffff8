"""The files that a script's commands read and write."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

# No example can be one of these: what a build makes, and pictures.
_BINARY = {".zip", ".jar", ".gz", ".whl", ".png", ".jpg", ".jpeg", ".pdf"}


@dataclass
class Files:
    """A folder, and what the commands before have written.

    Attributes:
        folder: Where relative paths begin; None where there are no files at all.
        complete: Every file that is read lies there. Otherwise the script is only checked:
            its commands write nothing, and what a build makes may be missing.
        written: The names that commands before wrote to.
    """

    folder: Path | None
    complete: bool = False
    written: set[str] = field(default_factory=set)

    def read(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            AssertionError: It is not there, and need be.
        """
        if self.folder and (self.folder / name).is_file():
            return (self.folder / name).read_bytes()
        made = name in self.written or PurePosixPath(name).suffix in _BINARY
        if made and not self.complete:
            return b""
        message = f"{name} is no example of the topic, nor does a command before write it"
        raise AssertionError(message)
