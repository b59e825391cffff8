"""The AWS CLI's short form of structures: `Key=Value,Key=[a,b],Key={A=1}`."""

from __future__ import annotations

import re
from typing import Any

_KEY = re.compile(r"[\w\-.#/:]+", re.ASCII)
_QUOTED = re.compile(r"""'(?:\\\\|\\'|[^'])*'|"(?:\\\\|\\"|[^"])*\"""")
# The first value after `=` ends at a bracket; one that follows a comma may hold no `=`, for
# then it is the next key.
_FIRST = re.compile(r"""(?:\\,|[^\s"',=\[{])(?:\\,|[^"',\]}])*""")
_NEXT = re.compile(r"""(?:\\,|[^\s"',=\[{])(?:\\,|[^"',=])*""")


def read_shorthand(text: str) -> dict[str, Any]:
    """Read a text in the short form: values are texts, lists and mappings.

    Raises:
        AssertionError: It is not in the short form.
    """
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        while not pairs or self._at < len(self._text):
            if pairs:
                self._take(",")
            key = self._key()
            assert key not in pairs, f"{key} stands twice in {self._text}"
            pairs[key] = self._value() if self._peek() in ("[", "{") else self._csv()
        return pairs

    def _key(self) -> str:
        key = _KEY.match(self._text, self._at)
        assert key, f"no key at {self._text[self._at :]!r}"
        self._at = key.end()
        self._take("=")
        return key[0]

    def _csv(self) -> Any:
        """Read one value, or a list of values without brackets: it ends at the next key."""
        values = [self._value()]
        while self._peek() == ",":
            before = self._at
            self._take(",")
            following = self._text_at(_NEXT)
            if following is None or self._peek() not in ("", ","):
                self._at = before
                break
            values.append(following)
        return values if len(values) > 1 else values[0]

    def _value(self) -> Any:
        if self._peek() == "[":
            return self._listed()
        if self._peek() == "{":
            return self._mapped()
        return self._text_at(_FIRST) or ""

    def _listed(self) -> list[Any]:
        values: list[Any] = []
        self._take("[")
        while self._peek() != "]":
            if values:
                self._take(",")
            values.append(self._value())
        self._take("]")
        return values

    def _mapped(self) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        self._take("{")
        while self._peek() != "}":
            if pairs:
                self._take(",")
            key = self._key()
            pairs[key] = self._value()
        self._take("}")
        return pairs

    def _text_at(self, plain: re.Pattern[str]) -> str | None:
        if found := _QUOTED.match(self._text, self._at):
            quote = found[0][0]
            self._at = found.end()
            return found[0][1:-1].replace(f"\\{quote}", quote).replace("\\\\", "\\")
        if found := plain.match(self._text, self._at):
            self._at = found.end()
            return found[0].replace("\\,", ",").rstrip()
        return None

    def _peek(self) -> str:
        rest = self._text[self._at :]
        self._at += len(rest) - len(rest.lstrip())
        return self._text[self._at : self._at + 1]

    def _take(self, character: str) -> None:
        assert self._peek() == character, f"no {character} at {self._text[self._at :]!r}"
        self._at += 1
        self._peek()
