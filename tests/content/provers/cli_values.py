"""Words of a command line as values of botocore's shapes, as the AWS CLI reads them."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from tests.content.provers.cli_files import Files
from tests.content.provers.shorthand import read_shorthand

UNKNOWN = "value-from-command"
"""Stands for what a command prints, where a script is checked and not run."""

_NUMBERS = {"integer": int, "long": int, "float": float, "double": float}


@dataclass(frozen=True)
class Reader:
    """Reads the words behind an option.

    Attributes:
        files: What `file://`, `fileb://` and paths read.
        raw: Binary values are given as they are, not as base64.
    """

    files: Files
    raw: bool = False

    def value(self, words: list[str], shape: Any, option: str) -> Any:
        """Read an option's words.

        Raises:
            AssertionError: They are not what the shape takes.
        """
        assert words, f"{option} has no value"
        if shape.type_name == "list" and not words[0].startswith(("[", "file://")):
            return [self._one(word, shape.member, option) for word in words]
        assert len(words) == 1, f"{option} takes one value, not {words}"
        return self._one(words[0], shape, option)

    def _one(self, word: str, shape: Any, option: str) -> Any:
        if shape.type_name == "blob":
            return self._binary(word, shape, option)
        assert not word.startswith("fileb://"), f"{option} takes no binary file"
        if word.startswith("file://"):
            word = self.files.read(word.removeprefix("file://")).decode()
        if shape.type_name not in ("list", "map", "structure"):
            return scalar(word, shape, option)
        if word.lstrip()[:1] in ("[", "{"):
            return _json(word, option)
        assert shape.type_name != "list", f"{option}: {word} is no list"
        return typed(read_shorthand(word), shape, option)

    def _binary(self, word: str, shape: Any, option: str) -> bytes:
        scheme, _, path = word.rpartition("://")
        if shape.serialization.get("streaming"):
            assert scheme not in ("file", "fileb"), f"{option} takes a path as it is"
            return self.files.read(word)
        if scheme == "fileb":
            return self.files.read(path)
        data = self.files.read(path) if scheme == "file" else word.encode()
        return data if self.raw or UNKNOWN in word else _from_base64(data, option)


def _json(text: str, option: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        message = f"{option}: {error} in {text}"
        raise AssertionError(message) from error


def _from_base64(data: bytes, option: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        message = f"{option} takes base64, or --cli-binary-format raw-in-base64-out"
        raise AssertionError(message) from error


def typed(value: Any, shape: Any, option: str) -> Any:
    """Give the texts of a shorthand the types of a shape."""
    kind = shape.type_name
    if kind == "list":
        values = value if isinstance(value, list) else [value]
        return [typed(each, shape.member, option) for each in values]
    if kind in ("map", "structure"):
        assert isinstance(value, dict), f"{option}: {value} is no mapping"
        if kind == "map":
            return {key: typed(each, shape.value, option) for key, each in value.items()}
        unknown = set(value) - set(shape.members)
        assert not unknown, f"{option} has no {unknown}"
        return {key: typed(each, shape.members[key], option) for key, each in value.items()}
    assert isinstance(value, str), f"{option}: {value} is more than one value"
    return scalar(value, shape, option)


def scalar(text: str, shape: Any, option: str) -> Any:
    """Read a text as a value without parts."""
    if shape.type_name in _NUMBERS:
        number = _NUMBERS[shape.type_name]
        if UNKNOWN in text:
            return number(shape.metadata.get("min", 1))
        try:
            return number(text)
        except ValueError as error:
            message = f"{option}: {text} is no number"
            raise AssertionError(message) from error
    if shape.type_name == "boolean":
        assert text in ("true", "false"), f"{option}: {text} is no boolean"
        return text == "true"
    if shape.type_name == "blob":
        return text.encode()
    choices = getattr(shape, "enum", None) or [text]
    assert text in choices or UNKNOWN in text, f"{option}: {text} is none of {choices}"
    return text


def lengthened(value: Any, shape: Any) -> Any:
    """Make texts with an unknown part as long as their shapes want them."""
    if isinstance(value, dict) and shape.type_name == "map":
        return {
            lengthened(key, shape.key): lengthened(each, shape.value) for key, each in value.items()
        }
    if isinstance(value, dict) and shape.type_name == "structure":
        members = shape.members
        return {
            key: lengthened(each, members[key]) if key in members else each
            for key, each in value.items()
        }
    if isinstance(value, list) and shape.type_name == "list":
        return [lengthened(each, shape.member) for each in value]
    if isinstance(value, str) and UNKNOWN in value:
        return value.ljust(shape.metadata.get("min", 0), "x")
    return value
