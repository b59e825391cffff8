"""What a project says of its lint: `.awsdev.yaml`, or `[tool.awsdev.lint]` in `pyproject.toml`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awsdev.errors import AwsdevError
from awsdev.lint.selection import PerFile, Selection, codes_of
from awsdev.names import valid_ones

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from awsdev.datafile import Fields

NAME = ".awsdev.yaml"
_PROJECT = "pyproject.toml"
LEVELS = ("error", "warning", "info", "never")


@dataclass(frozen=True)
class Configuration:
    """What a project says of its lint.

    Attributes:
        folder: The folder its patterns are relative to.
        selection: Which findings count.
        fail_on: The least severity that makes the exit status 1; empty where it says nothing.
        exclude: Patterns of files that a folder's walk passes over.
        source: The file it was read from; empty where there is none.
    """

    folder: Path = field(default_factory=Path)
    selection: Selection = field(default_factory=Selection)
    fail_on: str = ""
    exclude: tuple[str, ...] = ()
    source: str = ""

    def relative(self, path: str) -> str:
        """Return a path relative to the folder, with slashes, as patterns are matched."""
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def excludes(self, path: str) -> bool:
        """Return whether a walk passes over a file or folder."""
        return bool(self.exclude) and self._excluded.match_file(self.relative(path))

    @cached_property
    def _excluded(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where something is excluded

        return GitIgnoreSpec.from_lines(self.exclude)


def find_configuration(folder: Path) -> Configuration:
    """Return the configuration that holds in a folder: the nearest, in it or above it.

    A repository's root is the last folder looked at.

    Raises:
        AwsdevError: The file cannot be read, or says what is not known.
    """
    here = folder.resolve()
    for above in (here, *here.parents):
        for name in (NAME, _PROJECT):
            if (above / name).is_file() and (found := _read(above / name, asked=False)):
                return found
        if (above / ".git").exists():
            break
    return Configuration(here)


def read_configuration(path: Path) -> Configuration:
    """Read a configuration that the user named.

    Raises:
        AwsdevError: The file cannot be read, says nothing of awsdev, or what is not known.
    """
    found = _read(path, asked=True)
    if found is None:
        raise AwsdevError(f"{path}: there is no [tool.awsdev.lint] in it")
    return found


def _read(path: Path, *, asked: bool) -> Configuration | None:
    shown = path if asked else Path(os.path.relpath(path))
    fields = _project_fields(shown) if path.suffix == ".toml" else _own_fields(shown)
    return _configuration(fields, path.resolve().parent, str(shown)) if fields else None


def _own_fields(path: Path) -> Fields:
    """Return what stands under `lint` in a file of awsdev's own."""
    from awsdev.datafile import Fields, read_yaml  # noqa: PLC0415 - only where there is one

    whole = read_yaml(path)
    fields = Fields(whole.take("lint", dict, {}), f"{path}: lint")
    whole.done()
    return fields


def _project_fields(path: Path) -> Fields | None:
    """Return what stands under `[tool.awsdev.lint]`, or None where there is no such table."""
    try:
        text = path.read_text("utf-8")
        # Most hold nothing of awsdev's: a search is faster than a parser.
        if "awsdev" not in text:
            return None
        import tomllib  # noqa: PLC0415 - as said

        value: Any = tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise AwsdevError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    for key in ("tool", "awsdev", "lint"):
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return None
    from awsdev.datafile import Fields  # noqa: PLC0415 - only where there is one

    return Fields(value, str(path))


def _configuration(fields: Fields, folder: Path, shown: str) -> Configuration:
    select = codes_of(fields.texts("select"), f"{fields.where}: select")
    ignore = codes_of(fields.texts("ignore"), f"{fields.where}: ignore")
    per_file = tuple(
        PerFile(pattern, _ignored(some)) for pattern, some in fields.children("per-file").items()
    )
    fail_on = fields.take("fail-on", str, "")
    if fail_on and fail_on not in LEVELS:
        raise fields.error(f"fail-on is {fail_on}", valid_ones(fail_on, LEVELS))
    exclude = tuple(fields.texts("exclude"))
    fields.done()
    return Configuration(folder, Selection(select, ignore, per_file), fail_on, exclude, shown)


def _ignored(fields: Fields) -> tuple[str, ...]:
    codes = codes_of(fields.texts("ignore"), f"{fields.where}: ignore")
    fields.done()
    return codes
