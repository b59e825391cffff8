"""A shell script of assignments and commands, split as a shell splits it.

Only what such scripts need: quotes, comments, continued lines, `$NAME` and `$( … )`. What is
beyond that, as pipes and redirections, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_NAME = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_BEYOND = "|&;<>`"


def commands(script: str) -> list[str]:
    """Split a script into commands: a line that goes on is joined, comments are gone."""
    found = [""]
    for place, text in _pieces(script):
        if place == "end":
            found.append("")
        elif place != "comment":
            found[-1] += text
    return [command.strip() for command in found if command.strip()]


def _pieces(script: str) -> Iterator[tuple[str, str]]:
    """Go through a script: text, comments, and the newlines that end commands."""
    at = 0
    fresh = True
    while at < len(script):
        end = at + 1
        if script.startswith("\\\n", at):
            yield "text", " "
            end, fresh = at + 2, True
        elif fresh and script[at] == "#":
            end = (script + "\n").index("\n", at)
            yield "comment", script[at:end]
        elif script[at] == "\n":
            yield "end", "\n"
            fresh = True
        else:
            end = _closing(script, at)
            yield "text", script[at:end]
            fresh = script[at].isspace()
        at = end


def _closing(text: str, at: int) -> int:
    """Return where what begins here ends: a quoted text, a `$( … )`, or one character."""
    if text[at] == "\\":
        return at + 2
    if text[at] == "'":
        assert "'" in text[at + 1 :], f"a quote is not closed: {text[at : at + 40]}"
        return text.index("'", at + 1) + 1
    closes = '"' if text[at] == '"' else ")" if text.startswith("$(", at) else ""
    if not closes:
        return at + 1
    end = at + len(closes if closes == '"' else "$(")
    while end < len(text) and text[end] != closes:
        quoted = closes == '"' and text[end] == "'"
        end = end + 1 if quoted else _closing(text, end)
    assert end < len(text), f"{text[at]} is not closed: {text[at : at + 40]}"
    return end + 1


@dataclass(frozen=True)
class Words:
    """Splits a command into words, with the values of its variables and commands.

    Attributes:
        value: Returns the value of a variable.
        output: Returns what the command within `$( … )` prints.
    """

    value: Callable[[str], str]
    output: Callable[[str], str]

    def of(self, command: str) -> list[str]:
        """Split a command into its words."""
        words: list[str] = []
        at, inside = 0, False
        while at < len(command):
            if command[at].isspace():
                at, inside = at + 1, False
                continue
            if not inside:
                words.append("")
            end = self._end(command, at)
            words[-1] += self._text(command[at:end])
            at, inside = end, True
        return words

    @staticmethod
    def _end(command: str, at: int) -> int:
        name = _NAME.match(command, at)
        return name.end() if name else _closing(command, at)

    def _text(self, piece: str) -> str:
        if piece[0] == "'":
            return piece[1:-1]
        if piece[0] == '"':
            return self._expanded(piece[1:-1])
        if piece[0] == "\\":
            return piece[1:]
        assert piece not in _BEYOND, f"{piece} is beyond what can be proven here"
        text = self._expanded(piece)
        assert piece[0] != "$" or not re.search(r"\s", text), f"{piece} needs quotes"
        return text

    def _expanded(self, text: str) -> str:
        """Put values in the place of `$NAME` and `$( … )`, within quotes or without."""
        done, at = "", 0
        while at < len(text):
            end = self._end(text, at) if text[at] in "$\\" else at + 1
            piece, at = text[at:end], end
            if piece.startswith("$("):
                inner = commands(piece[2:-1])
                assert len(inner) == 1, f"{piece} is not one command"
                piece = self.output(inner[0]).rstrip("\n")
            elif name := _NAME.fullmatch(piece):
                piece = self.value(name[1] or name[2])
            elif len(piece) > 1 and piece[1] in '"\\$`':
                piece = piece[1]
            assert piece != "$" or end == len(text), f"what is $ in {text}?"
            done += piece
        return done
