"""What readers ask, in words that pages do not use: `content/asked/`."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from awsdev.datafile import read_yaml

ANSWER = "answer"
"""What the beginning of a page is called among its sections."""


class Asked:
    """The questions that sections of topics, rules and scaffolds answer.

    Each file is read when first asked for; what has none is asked nothing.

    Args:
        content: The folder that holds `asked/`.
    """

    def __init__(self, content: Path) -> None:
        self._folder = content / "asked"

    def of_topic(self, slug: str) -> dict[str, tuple[str, ...]]:
        """Return what is asked by the ids of a topic's sections, of its beginning by none.

        Raises:
            DataFileError: The file does not hold together.
        """
        found = _read(self._folder / "topics" / f"{slug}.yaml")
        return {"" if section == ANSWER else section: asked for section, asked in found.items()}

    @cached_property
    def rules(self) -> dict[str, tuple[str, ...]]:
        """What is asked, by the rules' codes.

        Raises:
            DataFileError: The file does not hold together.
        """
        return _read(self._folder / "rules.yaml")

    @cached_property
    def scaffolds(self) -> dict[str, tuple[str, ...]]:
        """What is asked, by the scaffolds' names.

        Raises:
            DataFileError: The file does not hold together.
        """
        return _read(self._folder / "scaffolds.yaml")


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    if not path.is_file():
        return {}
    fields = read_yaml(path)
    return {name: tuple(fields.texts(name)) for name in fields.names()}
