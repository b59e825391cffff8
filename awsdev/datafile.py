"""awsdev's own YAML data files (topics, scaffolds, answers), read strictly.

Each key is taken once and by type; what is missing, mistyped or left over is
told in one sentence that names the file and the key.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar, overload

import yaml

from awsdev.errors import AwsdevError
from awsdev.names import did_you_mean

T = TypeVar("T")
_MISSING: Any = object()
_DEEPEST = 50
_LARGEST = 1024 * 1024
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# PyYAML lets through what its constructors raise on values such as `2026-13-45` or `!!int x`.
_REFUSALS = (
    yaml.YAMLError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
_NAMES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a mapping",
    date: "a date",
}


class DataFileError(AwsdevError):
    """A data file does not hold what it should."""


def read_yaml(path: Path) -> Fields:
    """Read a data file whose top level is a mapping.

    Raises:
        DataFileError: It cannot be read, is not YAML, or holds something else.
    """
    text = read_text(path)
    try:
        _refuse_bombs(text, path)
        values = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except _REFUSALS as error:
        raise DataFileError(f"{path}: not valid YAML: {_words(error)}") from error
    if not isinstance(values, dict):
        raise DataFileError(f"{path}: a mapping was expected")
    return Fields(values, str(path))


def read_text(path: Path) -> str:
    """Return the text of a file, without the mark that some editors begin with.

    Raises:
        DataFileError: It cannot be read, is not UTF-8, or is larger than any that people write.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise DataFileError(f"{path}: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise DataFileError(f"{path}: larger than {_LARGEST // 1024} KiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataFileError(f"{path}: not UTF-8 text, from byte {error.start} on") from error


def _refuse_bombs(text: str, path: Path) -> None:
    """Refuse what would take all memory, or the stack, once it is built."""
    try:
        _count_levels(text, path)
    except yaml.MarkedYAMLError as error:
        # libyaml has a limit of its own, farther out.
        if "maximum nesting depth" not in (error.problem or "") or error.problem_mark is None:
            raise
        raise _too_deep(f"{path}:{error.problem_mark.line + 1}") from error


def _count_levels(text: str, path: Path) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        where = f"{path}:{event.start_mark.line + 1}" if event.start_mark else f"{path}"
        if isinstance(event, yaml.AliasEvent):
            raise DataFileError(f"{where}: aliases are not taken", "write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _too_deep(where)


def _too_deep(where: str) -> DataFileError:
    return DataFileError(f"{where}: nested deeper than {_DEEPEST} levels")


def _words(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return " ".join(str(error).split())
    context = getattr(error, "context", None)
    words = f"{context}: {error.problem}" if context else str(error.problem)  # type: ignore[attr-defined] # a MarkedYAMLError
    return f"line {mark.line + 1}: {words}"


class Fields:
    """The keys of a mapping, taken one by one.

    Args:
        values: The mapping.
        where: The file and the route to the mapping, for messages.
    """

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self._values = dict(values)
        self._taken: list[str] = []
        self.where = where

    @overload
    def take(self, key: str, type_: type[T]) -> T: ...
    @overload
    def take(self, key: str, type_: type[T], default: T) -> T: ...
    def take(self, key: str, type_: type[T], default: T = _MISSING) -> T:
        """Take a value of a type; the default where the key is absent.

        Raises:
            DataFileError: It is missing without a default, or of another type.
        """
        self._taken.append(key)
        if key not in self._values:
            if default is _MISSING:
                raise self.error(f"{key} is missing")
            return default
        value = self._values.pop(key)
        wrong_bool = isinstance(value, bool) and type_ is not bool
        if not isinstance(value, type_) or wrong_bool:
            raise self.error(f"{key} is not {_NAMES.get(type_, type_.__name__)}")
        return value

    def texts(self, key: str) -> list[str]:
        """Take a list of texts; an empty one where the key is absent."""
        items = self.take(key, list, [])
        if any(not isinstance(item, str) for item in items):
            raise self.error(f"{key} holds something that is not text")
        return items

    def anything(self, key: str, default: Any = None) -> Any:
        """Take a value of any type."""
        self._taken.append(key)
        return self._values.pop(key, default)

    def peek(self, key: str) -> Any:
        """Return a value without taking it; None where the key is absent."""
        return self._values.get(key)

    def names(self) -> list[str]:
        """Return the keys that are not yet taken."""
        return [str(name) for name in self._values]

    def has(self, key: str) -> bool:
        """Return whether the key is there and not yet taken."""
        return key in self._values

    def nested(self, key: str) -> Fields | None:
        """Take a mapping; None where the key is absent."""
        values = self.take(key, dict, {}) if self.has(key) else None
        return None if values is None else Fields(values, f"{self.where}: {key}")

    def children(self, key: str) -> dict[str, Fields]:
        """Take a mapping of mappings; an empty one where the key is absent."""
        children = self.take(key, dict, {})
        return Fields(children, f"{self.where}: {key}").each()

    def each(self) -> dict[str, Fields]:
        """Take every key that is left; each holds a mapping."""
        return {
            name: Fields(self.take(name, dict), f"{self.where}.{name}") for name in self.names()
        }

    def done(self) -> None:
        """Check that no key is left.

        Raises:
            DataFileError: One is; the message says what it may have meant.
        """
        for key in self._values:
            raise self.error(f"{key} is not known", did_you_mean(str(key), self._taken))

    def error(self, message: str, hint: str = "") -> DataFileError:
        """Return an error at this place, to be raised."""
        return DataFileError(f"{self.where}: {message}", hint)
