"""What a scaffold asks, and which answers it takes."""

from __future__ import annotations

import re
import reprlib
from dataclasses import dataclass
from enum import StrEnum

from awsdev.errors import AwsdevError
from awsdev.names import valid_ones

Value = str | int | bool
_SHORT = reprlib.Repr()
_SHORT.maxlevel = 2
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 60
_YES = frozenset({"true", "yes", "y", "on", "1"})
_NO = frozenset({"false", "no", "n", "off", "0"})


class ParameterType(StrEnum):
    """The types of answers."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"


def _shown(value: object) -> str:
    """Return a refused value as Python writes it, cut short where it is long or deep."""
    return _SHORT.repr(value)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A question of a scaffold.

    Attributes:
        name: Its name in templates and answers.
        type: The type of the answer.
        help: What it is for, in one sentence.
        default: The answer of those who do not care.
        choices: The answers there are, where it is a choice.
        pattern: What a string must match as a whole; empty for anything.
        message: The pattern in words.
        minimum: The least integer, or None.
        maximum: The largest integer, or None.
        when: The expression under which it is asked; empty for always.
        edges: The values its scaffold is proven with, beside all choices.
    """

    name: str
    type: ParameterType
    help: str
    default: Value
    choices: tuple[str, ...] = ()
    pattern: str = ""
    message: str = ""
    minimum: int | None = None
    maximum: int | None = None
    when: str = ""
    edges: tuple[Value, ...] = ()

    def parse(self, text: str) -> Value:
        """Return what a typed answer means.

        Raises:
            AwsdevError: It is not of the type, or not allowed.
        """
        value: Value = text
        if self.type is ParameterType.INTEGER:
            value = self._integer(text)
        elif self.type is ParameterType.BOOLEAN:
            value = self._boolean(text)
        return self.check(value)

    def check(self, value: object) -> Value:
        """Return a value if it is of the type and allowed.

        Raises:
            AwsdevError: It is not; the sentence says what is.
        """
        match self.type:
            case ParameterType.BOOLEAN if isinstance(value, bool):
                return value
            case ParameterType.INTEGER if isinstance(value, int) and not isinstance(value, bool):
                return self._within(value)
            case ParameterType.STRING if isinstance(value, str):
                return self._matching(value)
            case ParameterType.CHOICE if isinstance(value, str):
                return self._chosen(value)
        wanted = "text" if self.type is ParameterType.STRING else self.allowed
        raise self._error(f"{_shown(value)} is not {wanted}")

    def _integer(self, text: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
            raise self._error(f"{_shown(text)} is not {self.allowed}")
        return int(text)

    def _boolean(self, text: str) -> bool:
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise self._error(f"{_shown(text)} is not {self.allowed}")
        return word in _YES

    def _within(self, value: int) -> int:
        low = self.minimum is not None and value < self.minimum
        high = self.maximum is not None and value > self.maximum
        if low or high:
            raise self._error(f"{_shown(value)} is not {self.allowed}")
        return value

    def _matching(self, value: str) -> str:
        if not value.isprintable():
            raise self._error("it holds a character that cannot be printed")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise self._error(f"{_shown(value)} does not fit", self.message or self.pattern)
        return value

    def _chosen(self, value: str) -> str:
        if value not in self.choices:
            hint = valid_ones(value, self.choices, label="choices")
            raise self._error(f"{_shown(value)} is no choice", hint)
        return value

    @property
    def allowed(self) -> str:
        """What an answer must be, in words."""
        match self.type:
            case ParameterType.BOOLEAN:
                return "yes or no"
            case ParameterType.INTEGER:
                return "a whole number" + self._bounds()
            case ParameterType.CHOICE:
                return f"one of {', '.join(self.choices)}"
            case ParameterType.STRING:
                return self.message or "text"

    def _bounds(self) -> str:
        match self.minimum, self.maximum:
            case None, None:
                return ""
            case low, None:
                return f" of {low} or more"
            case None, high:
                return f" of {high} or less"
            case low, high:
                return f" from {low} to {high}"

    def _error(self, message: str, hint: str = "") -> AwsdevError:
        return AwsdevError(f"{self.name}: {message}", hint)
