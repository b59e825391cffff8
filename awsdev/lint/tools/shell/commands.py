"""The commands of buildspec files and of Amplify's build settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.documents.scalars import ScalarPlaces
from awsdev.lint.finding import Span
from awsdev.lint.tools.shell.codes import (
    LEFT_OUT,
    LEFT_OUT_OF_COMMANDS,
    is_bash_only,
    is_harmless,
)
from awsdev.lint.tools.shell.rcfile import disabled_in
from awsdev.lint.tools.shell.remarks import Remark, once, remark_of, stop_of
from awsdev.lint.tools.shell.script import Origin, Script
from awsdev.lint.tools.shell.sessions import Session, sessions_of
from awsdev.lint.tools.shell.shellcheck import Comment, check

_SHEBANG = re.compile(r"\s*#!")
_ONE_SCRIPT_EACH = (
    "CodeBuild makes a script of each command: write the whole of it as one, as a block (- |)"
)
_USE_BASH = "set shell: bash below env, or write it for sh"


def command_remarks(document: Document, kind: str, *, bash_said: bool) -> Iterator[Remark]:
    """Yield what is to be told of a file's commands.

    Args:
        document: The file.
        kind: Its kind.
        bash_said: Whether a rule already says that bash syntax runs under `sh`.

    Raises:
        ShellcheckError: shellcheck did not do its work.
    """
    sessions = sessions_of(document, kind)
    disabled = disabled_in(document.surroundings if sessions else None, ".")
    places = _Places(document.lines)
    for session in sessions:
        remarks = [each for each in _remarks(session, places) if each.code not in disabled]
        yield from once(remark for remark in remarks if not is_bash_only(remark.code))
        bash_only = [remark for remark in remarks if is_bash_only(remark.code)]
        if bash_only and not bash_said:
            # One line below env mends them all.
            first = min(bash_only, key=lambda remark: remark.span)
            yield replace(first, hint=_USE_BASH)


def _remarks(session: Session, places: _Places) -> Iterator[Remark]:
    scripts = session.scripts()
    answers = _ask(scripts, session)
    stops = [stop_of(comments) for comments in answers]
    if any(stops) and session.apart and session.carried:
        yield from _with_stops(session, places)
        return
    for script, comments, stop in zip(scripts, answers, stops, strict=True):
        if stop:
            yield places.stop(stop, script)
        else:
            yield from places.remarks(comments, script)


def _with_stops(session: Session, places: _Places) -> Iterator[Remark]:
    """Yield the remarks on commands of which some are broken: each of those, then the others."""
    alone = {id(command): session.script([command]) for command in session.commands}
    answers = _ask([*alone.values()], session)
    asked = zip(alone.items(), answers, strict=True)
    stops = {
        command: places.stop(stop, script)
        for (command, script), comments in asked
        if (stop := stop_of(comments))
    }
    spread = [_spread(phase, stops) for phase in session.phases]
    whole = [session.script(commands) for commands in spread]
    rest = session.scripts(without=stops)
    found = _ask([*whole, *rest], session)
    for commands, comments in zip(spread, found[: len(whole)], strict=True):
        broken = [stops[id(command)] for command in commands if id(command) in stops]
        if len(broken) > 1 and not stop_of(comments):
            yield replace(broken[0], hint=_ONE_SCRIPT_EACH)
        else:
            yield from broken
    for script, comments in zip(rest, found[len(whole) :], strict=True):
        yield from () if stop_of(comments) else places.remarks(comments, script)


def _spread(phase: list[Scalar], stops: dict[int, Remark]) -> list[Scalar]:
    """Return the commands of a phase from the first broken one to the last."""
    broken = [number for number, command in enumerate(phase) if id(command) in stops]
    return phase[broken[0] : broken[-1] + 1] if broken else []


def _ask(scripts: Sequence[Script], session: Session) -> list[list[Comment]]:
    return check([script.data for script in scripts], dialect=session.dialect)


class _Places:
    """Remarks from comments: the way back from scripts to the lines of the file."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._known: dict[int, ScalarPlaces] = {}

    def remarks(self, comments: list[Comment], script: Script) -> Iterator[Remark]:
        for comment in comments:
            origin = script.origin(
                comment.line, comment.column, comment.end_line, comment.end_column
            )
            if origin and _is_told(comment.code, origin):
                about = origin.command.text[origin.start : origin.end]
                yield remark_of(comment, self._span(origin), about)

    def stop(self, comment: Comment, script: Script) -> Remark:
        """Return the remark that a command cannot be read, at the mistake or at its end."""
        origin = script.origin(comment.line, comment.column, comment.end_line, comment.end_column)
        place = origin or script.end()
        # Broken in the same way is not the same mistake, unless all of it is the same.
        return remark_of(comment, self._span(place), place.command.text)

    def _span(self, origin: Origin) -> Span:
        command = origin.command
        if id(command) not in self._known:
            self._known[id(command)] = ScalarPlaces(command, self._lines)
        return self._known[id(command)].span(origin.start, max(origin.end, origin.start + 1))


def _is_told(code: int, origin: Origin) -> bool:
    if code in LEFT_OUT or code in LEFT_OUT_OF_COMMANDS:
        return False
    text = origin.command.text
    # Whoever writes #! means another shell than the one that runs it.
    if is_bash_only(code) and _SHEBANG.match(text):
        return False
    return not is_harmless(code, text, origin.start, origin.end)
