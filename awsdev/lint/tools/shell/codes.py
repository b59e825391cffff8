"""Which of shellcheck's codes are told, and why the others are not.

Each was looked at on some hundred build specifications and hook scripts as people
write them. Style is left out altogether (`--severity=info`).
"""

from __future__ import annotations

import re

from awsdev.lint.finding import Severity

LEFT_OUT = {
    1071: "the script is for another interpreter than a shell that shellcheck knows",
    1090: "which file is read is known when the script runs",
    1091: "the file that is read belongs to the build or the server, or is checked on its own",
    3043: "bash and dash know local, and one of them is what servers and images have for sh",
}
"""Codes that are never told, and why."""

LEFT_OUT_OF_COMMANDS = {
    1007: "a variable is emptied for one command, which is what the space after = is for",
    1083: "a brace that stands for itself is what --format {{.Names}} and HEAD@{1} mean",
    1128: "the service puts lines of its own before a command: its #! is a comment anyway",
    2009: "what a build prints of its processes is for people to read",
    2010: "the files of a build have names that ls and grep can take",
    2012: "the files of a build have names that ls can print",
    2029: "a variable that is put in before ssh begins is what a build means",
    2034: "commands that are run, and later commands, see every variable",
    2103: "the next commands go on in the folder on purpose",
    2153: "the project, the pipeline and who starts the build set variables too",
    2154: "the project, the pipeline and who starts the build set variables too",
    2223: "the default of a variable is the author's own text",
    2317: "an exit ends one command, and the next one still runs",
}
"""Codes that are not told of the commands of a file, and why: they are no script of their own."""

LEFT_OUT_OF_SCRIPTS = {
    1017: "AS603 tells of CRLF line ends",
    1082: "AS606 tells of a byte order mark before the shebang",
    1128: "AS606 tells of what stands before the shebang",
    2148: "AS605 tells of a script without a shebang",
}
"""Codes that are not told of hook scripts: rules of awsdev's own say more."""

PARSING_STOPPED = frozenset({1070, 1072, 1088, 1089})
"""Codes that say that shellcheck could not read on."""
_ABOUT_THE_STOP = PARSING_STOPPED | {1009, 1047, 1056, 1062, 1064, 1065, 1073}
"""Codes that come with a stop and seldom name the mistake itself."""

_NOT_IN_THIS_SHELL = range(3000, 4000)

_IN_ECHO = re.compile(r"(?:^|[;&|({\n]|\b(?:then|do|else)\b)[ \t]*echo\b[^;&|()>\n]*$")
_IN_EXPORT = re.compile(r"\bexport[ \t]+$")
_SUBSTITUTION = re.compile(r"\$\(([^()`]*)\)|`([^()`]*)`")
_ONE_WORD = re.compile(
    r"\s*(?:nproc|whoami|uname -\w|id -\w+|date \+\S+|mktemp\b.*|git rev-parse\b.*"
    r"|.*\bwc -[clmw]|.*\bgrep -c\b.*)\s*"
)
_CANNOT_FAIL = frozenset(
    {"base64", "basename", "cut", "date", "dirname", "echo", "head", "hostname", "nproc"}
    | {"printf", "pwd", "sed", "sort", "tail", "tr", "uname", "whoami"}
)
"""Programs that a build does not see fail: what they are given is at hand."""
_LAST_OF_COMMAND = re.compile(r"[\s;]*(?:#[^\n]*(?:\n\s*|$))*$")


def is_bash_only(code: int) -> bool:
    """Return whether the code says that `sh` does not understand what bash does."""
    return code in _NOT_IN_THIS_SHELL


def is_about_the_stop(code: int) -> bool:
    """Return whether the code only says that, and where, reading stopped."""
    return code in _ABOUT_THE_STOP


def severity_of(level: str) -> Severity:
    """Return what a finding of a level counts as: AWS takes the file, so none is an error."""
    return Severity.INFO if level == "info" else Severity.WARNING


def is_harmless(code: int, command: str, start: int, end: int) -> bool:
    """Return whether what shellcheck says of this part of a command does no harm there.

    Args:
        code: Its code.
        command: The command, whole.
        start: The offset of the first character it is about.
        end: The offset after the last one.
    """
    before = command[:start]
    if code == 2164:
        # A folder that is not there then fails the command, and with it the phase.
        return bool(_LAST_OF_COMMAND.match(command, end))
    if code == 2091:
        # It prints the command that logs in, to be run.
        return "ecr get-login" in command[start:end]
    if code == 2155:
        return not _can_fail(command[end:])
    if code == 2046 and (_IN_EXPORT.search(before) or _is_one_word(command[start:end])):
        # Behind export each word is an assignment, as it is meant to be.
        return True
    # Words come out of echo with a blank between them, however they went in.
    return code in (1010, 2046, 2086) and bool(_IN_ECHO.search(before))


def _is_one_word(substitution: str) -> bool:
    found = _SUBSTITUTION.fullmatch(substitution)
    return bool(found and _ONE_WORD.fullmatch(found[1] or found[2] or ""))


def _can_fail(value: str) -> bool:
    """Return whether the first substitution in what follows a name can fail unnoticed."""
    found = _SUBSTITUTION.search(value)
    if not found:
        return True
    stages = (found[1] or found[2] or "").split("|")
    programs = [(stage.split() or [""])[0] for stage in stages]
    return any(program not in _CANNOT_FAIL for program in programs)
