"""What is known of shellcheck's codes without asking the network."""

from __future__ import annotations

import re

from awsdev.lint.finding import Severity
from awsdev.lint.kinds import Kind
from awsdev.lint.tools.shell.codes import (
    LEFT_OUT,
    LEFT_OUT_OF_COMMANDS,
    LEFT_OUT_OF_SCRIPTS,
    is_about_the_stop,
    is_bash_only,
)

KINDS = (Kind.AMPLIFY, Kind.APPSPEC_SERVER, Kind.BUILDSPEC)
"""The kinds of files that hold shell, or name it."""

_CODE = re.compile(r"SC([123]\d{3})")
_TITLES = {
    1009: "Where the syntax error was",
    1010: "A keyword that is not at the beginning of a command",
    1017: "A carriage return at the end of a line: the script has Windows line ends",
    1036: "A bracket the shell does not take there",
    1044: "A here-document that does not end",
    1046: "An if without its fi",
    1061: "A do without its done",
    1072: "The script cannot be read from here on",
    1073: "Something that begins here cannot be read",
    1089: "A keyword that nothing before it belongs to",
    2015: "A && B || C runs C also when B fails",
    2016: "A variable in single quotes stays as it is",
    2027: "Quotes inside quotes that end them",
    2034: "A variable that nothing uses",
    2035: "A pattern whose names may look like options",
    2044: "A loop over what find prints",
    2045: "A loop over what ls prints",
    2046: "A substitution without quotes is split into words",
    2059: "A variable where printf wants its format",
    2064: "A trap whose variables are put in too early",
    2068: "$@ without quotes is split into words",
    2086: "A variable without quotes is split into words",
    2091: "What a command prints is run as a command",
    2115: "rm -rf on a path that is / where the variable is empty",
    2128: "An array where one value belongs",
    2140: "A word that quotes do not enclose as they seem to",
    2145: "$@ inside a longer word",
    2148: "A script that does not say which shell it is for",
    2154: "A variable that nothing sets",
    2155: "export or local hides that the command in it failed",
    2162: "read without -r takes backslashes away",
    2164: "cd may fail, and the commands go on elsewhere",
    2166: "-a and -o inside [ ]",
    2168: "local outside a function",
    2215: "An option where a command belongs: the line before it may have ended too early",
    2242: "An exit status that is no number from 0 to 255",
    2283: "Blanks around = in an assignment",
    3009: "Braces that sh does not expand",
    3010: "[[ ]], which sh does not know",
    3014: "== inside [ ], which sh does not know",
    3020: "&>, which sh reads as a command in the background",
    3030: "Arrays, which sh does not have",
    3036: "Options of echo that sh prints",
    3037: "Options of echo that sh may print",
    3046: "source, which sh does not know",
}
"""The commonest codes, each in a line."""


_INFO = frozenset({1009, 2015, 2016, 2035, 2059, 2086, 2162})
"""Those of them that are worth knowing only."""


def describe(code: str) -> dict[str, str] | None:
    """Return what is known of one of shellcheck's codes, or None where it cannot be one.

    Args:
        code: Such as `SC2086`.

    Returns:
        `title`, `description`, `why`, `severity` and `source`.
    """
    matched = _CODE.fullmatch(code)
    if not matched:
        return None
    number = int(matched[1])
    told = (_what(number), _when_told(number))
    return {
        "title": _TITLES.get(number, "A check of shellcheck's"),
        "description": "\n\n".join(told),
        "why": _why(number),
        "severity": str(Severity.INFO if number in _INFO else Severity.WARNING),
        "source": f"ShellCheck's wiki: https://www.shellcheck.net/wiki/{code}",
    }


def _what(number: int) -> str:
    return (
        "[ShellCheck](https://www.shellcheck.net) finds mistakes in shell scripts, and this is "
        f"one of its checks. Its [wiki](https://www.shellcheck.net/wiki/SC{number}) shows the "
        "mistake and what to write instead."
    )


def _when_told(number: int) -> str:
    if reason := LEFT_OUT.get(number):
        return f"awsdev leaves it out: {reason}."
    where = "of commands in buildspec files and Amplify's build settings"
    of_commands, of_scripts = LEFT_OUT_OF_COMMANDS.get(number), LEFT_OUT_OF_SCRIPTS.get(number)
    if of_commands and of_scripts:
        return f"awsdev leaves it out {where}: {of_commands}; and of hook scripts: {of_scripts}."
    if of_commands:
        return f"awsdev leaves it out {where}: {of_commands}. Of hook scripts it is told."
    if of_scripts:
        return f"awsdev leaves it out of hook scripts: {of_scripts}. Of commands it is told."
    if is_bash_only(number):
        where += " that run under `sh`, once a file,"
    return (
        f"It is told {where} and of the hook scripts that an AppSpec file names, where "
        "shellcheck is installed: `pip install 'awsdev[shell]'`. In a script, "
        f"`# shellcheck disable=SC{number}` before a command turns it off; so does "
        f"`disable=SC{number}` in the project's `.shellcheckrc`."
    )


def _why(number: int) -> str:
    if is_bash_only(number):
        return (
            "On Ubuntu images `sh` is dash, which knows less than bash. On Amazon Linux images "
            "it is bash, so the same file works until the image changes."
        )
    if is_about_the_stop(number):
        return "A shell that cannot read a command does not run it: the build or deployment fails."
    return "AWS takes the file as it is; the mistake shows when the commands run."
