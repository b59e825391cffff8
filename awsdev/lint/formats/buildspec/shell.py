"""Bash syntax in commands: what `sh` does not understand where it is not bash."""

from __future__ import annotations

import re
from dataclasses import dataclass

from awsdev.lint.documents.document import Mapping, Scalar
from awsdev.lint.documents.scalars import ScalarPlaces
from awsdev.lint.finding import Span

_START = r"(?:^|[;&|(]|\b(?:if|then|else|elif|while|until|do)\b|!)[ \t]*"
_HIDDEN = re.compile(
    r"""\\.|"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|(?<=\s))\#[^\n]*""", re.DOTALL | re.MULTILINE
)
"""What a pattern must not look into: escapes, quoted text and comments."""
_OTHER_INTERPRETER = re.compile(
    r"^\s*#!|(?<!<)<<(?!<)-?\s*[\"'\\]?\w|\b(?:bash|zsh|pwsh|powershell)\b"
)


@dataclass(frozen=True, slots=True)
class _Syntax:
    """Something bash has and `sh` has not.

    Attributes:
        pattern: Group 1 is what to point at.
        what: It, in words.
        instead: What to write for `sh`.
        says: What dash prints.
        in_double_quotes: Whether it works inside double quotes as well.
    """

    pattern: re.Pattern[str]
    what: str
    instead: str
    says: str = ""
    in_double_quotes: bool = False


@dataclass(frozen=True, slots=True)
class BashOnly:
    """Bash syntax found in a command: where, and the words for a finding."""

    span: Span
    what: str
    instead: str
    says: str


_SYNTAXES = (
    _Syntax(re.compile(rf"{_START}(\[\[)\s", re.MULTILINE), "[[", "use [ and =", "[[: not found"),
    _Syntax(
        re.compile(rf"{_START}(source)[ \t]+\S", re.MULTILINE),
        "source",
        "use . (a dot)",
        "source: not found",
    ),
    _Syntax(
        re.compile(rf"{_START}(set[ \t]+(?:-\w+[ \t]+)*-\w*o[ \t]+pipefail)\b", re.MULTILINE),
        "pipefail",
        "run each stage of the pipe by itself",
        "set: Illegal option -o pipefail",
    ),
    _Syntax(re.compile(r"(<<<)"), "<<<", "pipe the text in with printf"),
    _Syntax(re.compile(r"(?:^|\s)([<>]\()\S", re.MULTILINE), "<(", "use a file or a pipe"),
    _Syntax(
        re.compile(rf"{_START}(?:(?:export|local|declare)[ \t]+)?(\w+\+?=\()", re.MULTILINE),
        "an array",
        "use words in a single variable",
    ),
    _Syntax(
        re.compile(r"(\$\{\w+(?:\^\^?|,,?|//?)[^}]*\})"),
        "the expansion that changes a variable's text",
        "use tr or sed",
        "Bad substitution",
        in_double_quotes=True,
    ),
)


def runs_under_sh(root: Mapping) -> bool:
    """Return whether commands run with `sh`: no other shell is named."""
    return root.mapping("env").text("shell") in ("", "/bin/sh")


def bash_only(command: Scalar, lines: list[str]) -> BashOnly | None:
    """Return the first bash syntax in a command, or None.

    A command that starts another interpreter or holds a here-document is left alone.

    Args:
        command: The command.
        lines: The lines of the file, in which the syntax is looked up for its place.
    """
    if _OTHER_INTERPRETER.search(command.text):
        return None
    bare = _HIDDEN.sub(_blanked, command.text)
    expanded = _HIDDEN.sub(
        lambda part: part[0] if part[0][0] == '"' else _blanked(part), command.text
    )
    for syntax in _SYNTAXES:
        found = syntax.pattern.search(expanded if syntax.in_double_quotes else bare)
        if found:
            span = ScalarPlaces(command, lines).span(*found.span(1))
            return BashOnly(span, syntax.what, syntax.instead, syntax.says)
    return None


def _blanked(part: re.Match[str]) -> str:
    """Return as many characters that no pattern looks for: everything else stays in its place."""
    return "_" * len(part[0])
