"""Comments that silence findings: `# awsdev: ignore[CODE]`, and `ignore-file[CODE]` for a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Scalar, walk
from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest

RULES = RuleSet(*Kind)

_MARK = "awsdev:"
_IDLE = "AD104"
_COMMENTS = {Kind.MAPPING_TEMPLATE: "##"}
"""What begins a comment, where it is not a number sign."""
_DIRECTIVE = re.compile(r"awsdev:[ \t]*([\w-]*)[ \t]*(?:\[([^\]\n]*)\])?")
_LINE, _FILE = "ignore", "ignore-file"
_ORDERS = (_LINE, _FILE)
_CODE = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Silence:
    """A comment that silences codes.

    Attributes:
        codes: Each code with its place.
        lines: The first and the last line it holds for; None for the whole file.
        place: The order within the comment.
        whole: What goes when the comment goes; None where it says more than this.
        fault: Why it cannot silence anything; else empty.
    """

    codes: tuple[tuple[str, Span], ...]
    lines: tuple[int, int] | None
    place: Span
    whole: Span | None
    fault: str = ""

    def covers(self, line: int) -> bool:
        """Return whether this holds for a line."""
        return self.lines is None or self.lines[0] <= line <= self.lines[1]


@RULES.raised(_IDLE, Severity.WARNING)
def idle_silence(at: Span, message: str, fix: Fix | None) -> Problem:
    """A comment silences nothing.

    An `awsdev: ignore[CODE]` on whose line the code is not found, an `awsdev: ignore-file[CODE]`
    in whose file it is not, or a comment of this form that names no code. Codes of a tool that
    did not run, such as shellcheck where it is not installed, are not looked at.

    ## Why
    What was mended, or misspelt, stays silenced: the next mistake of the kind on this line
    would not be told.

    ## AWS says
    Nothing: it is a comment.

    ## Wrong
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - make  # awsdev: ignore[BS206]
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - "[[ -f Makefile ]] && make"  # awsdev: ignore[BS206]
    ```

    ## Source
    awsdev itself: a comment behind a line holds for that line, one on a line of its own for the
    next. What begins on the line counts with all of its lines.
    """
    return Problem(at, message, "remove it", fix=fix)


def silences_of(document: Document, kind: str) -> list[Silence]:
    """Return the comments of a document that silence findings, in the order of the file."""
    if not any(_MARK in line for line in document.lines):
        return []
    page = _Page(document, _COMMENTS.get(Kind(kind), "#"))
    return [
        _silence(match, number, start, page)
        for number, line in enumerate(document.lines, start=1)
        if _MARK in line and (start := page.comment(number)) is not None
        for match in _DIRECTIVE.finditer(line, start)
        if _is_meant(match)
    ]


def apply_silences(
    findings: list[Finding], silences: list[Silence], *, ran: Callable[[str], bool]
) -> tuple[list[Finding], list[Problem]]:
    """Leave out what is silenced.

    Args:
        findings: What was found in the file.
        silences: The file's silences.
        ran: Whether what finds a code has looked at this file.

    Returns:
        The findings that remain, and a problem of rule AD104 for each silence that is idle.
    """
    used: set[tuple[Silence, str]] = set()
    kept = []
    for finding in findings:
        by = [
            silence
            for silence in silences
            if silence.covers(finding.span.line) and finding.code in dict(silence.codes)
        ]
        used |= {(silence, finding.code) for silence in by}
        if not by:
            kept.append(finding)
    idle = [problem for silence in silences for problem in _idle(silence, used, ran)]
    return kept, [each for each in idle if not _silenced(_IDLE, each.span.line, silences)]


def _silenced(code: str, line: int, silences: list[Silence]) -> bool:
    return any(silence.covers(line) and code in dict(silence.codes) for silence in silences)


def _idle(
    silence: Silence, used: set[tuple[Silence, str]], ran: Callable[[str], bool]
) -> Iterator[Problem]:
    if silence.fault:
        yield idle_silence(silence.place, silence.fault, None)
        return
    idle = [
        (code, at)
        for code, at in silence.codes
        if code != _IDLE and (silence, code) not in used and ran(code)
    ]
    where = "on this line" if silence.lines else "in this file"
    for code, at in idle:
        alone = silence.whole if len(silence.codes) == 1 else None
        fix = Fix("remove the comment", (Edit(alone, ""),)) if alone else None
        yield idle_silence(at, f"the comment silences {code}, which is not found {where}", fix)


class _Page:
    """The lines of a file, and what begins and ends on them."""

    def __init__(self, document: Document, mark: str) -> None:
        self.lines = document.lines
        self._mark = mark
        # In a value on one line no comment can begin. A block of several may hold comments
        # of its own language, which count.
        self._texts: dict[int, list[Span]] = {}
        self._last: dict[int, int] = {}
        for node in walk(document.root):
            if isinstance(node, Scalar):
                self._take(node.span)

    def _take(self, span: Span) -> None:
        last = span.end_line - (span.end_column == 1 and span.end_line > span.line)
        self._last[span.line] = max(last, self._last.get(span.line, 0))
        if last == span.line:
            self._texts.setdefault(span.line, []).append(span)

    def comment(self, number: int) -> int | None:
        """Return where the comment of a line begins, counted from 0; None where it has none."""
        for match in re.finditer(rf"(?:^|(?<=\s)){re.escape(self._mark)}", self.lines[number - 1]):
            column, texts = match.start() + 1, self._texts.get(number, [])
            if not any(span.column <= column < span.end_column for span in texts):
                return match.start()
        return None

    def last_line(self, number: int) -> int:
        """Return where what begins on a line ends."""
        return max(number, self._last.get(number, 0))

    def next_line(self, number: int) -> int:
        """Return the next line that is more than a comment; the same where there is none."""
        for following, line in enumerate(self.lines[number:], start=number + 1):
            if line.strip() and not line.lstrip().startswith(self._mark):
                return following
        return number


def _is_meant(match: re.Match[str]) -> bool:
    """Return whether a comment about awsdev is an order to it, rightly spelt or not."""
    verb, listed = match.groups()
    return verb in _ORDERS or listed is not None or bool(closest(verb, _ORDERS))


def _silence(match: re.Match[str], number: int, start: int, page: _Page) -> Silence:
    line = page.lines[number - 1]
    verb, listed = match.groups()
    codes = tuple(
        (code[0].upper(), Span(number, begin + 1, number, begin + len(code[0]) + 1))
        for code in _CODE.finditer(listed or "")
        for begin in [match.start(2) + code.start()]
    )
    alone = not line[:start].strip()
    held = page.next_line(number) if alone else number
    lines = None if verb == _FILE else (held, page.last_line(held))
    fault = _fault(verb, codes)
    place = Span(number, match.start() + 1, number, match.end() + 1)
    says_no_more = line[start:].strip(" \t#") == match.group().strip()
    whole = _whole(line, number, start) if says_no_more else None
    return Silence(() if fault else codes, lines, place, whole, fault)


def _whole(line: str, number: int, start: int) -> Span:
    """Return what goes when the comment goes: with blanks before it, or the line it has alone."""
    before = line[:start].rstrip()
    if before:
        return Span(number, len(before) + 1, number, len(line) + 1)
    return Span(number, 1, number + 1, 1)


def _fault(verb: str, codes: tuple[tuple[str, Span], ...]) -> str:
    if verb not in _ORDERS:
        word = f"{verb} is" if verb else "this is"
        return f"{word} no order to awsdev: write {_LINE}[CODE] or {_FILE}[CODE]"
    return "" if codes else f"the comment names no code: write {verb}[CODE]"
