"""Commands of build settings: where shellcheck's findings stand, and which of them are told."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.finding import Severity
from awsdev.lint.running.linter import Source, lint_source
from tests.lint.documents.styles import STYLES, places_of, write
from tests.lint.tools.shell.conftest import ask_shellcheck, findings_in, needs_shellcheck, places_in

pytestmark = needs_shellcheck

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")
EXPECTED = re.compile(r"# expect: (\w+) (\d+):(\d+)\r?$", re.MULTILINE)


def all_places_in(path: Path) -> list[tuple[str, int, int]]:
    """Lint a file as it lies there, under the name that tells its kind."""
    name = "amplify.yml" if path.name.startswith("amplify") else f"buildspec{path.suffix}"
    found = lint_source(Source(name, path.read_bytes())).findings
    return sorted((one.code, one.span.line, one.span.column) for one in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert all_places_in(path) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    declared = path.with_suffix(".expect") if path.suffix == ".json" else path
    found = EXPECTED.findall(declared.read_bytes().decode())
    expected = sorted((code, int(line), int(column)) for code, line, column in found)
    assert expected, "declares nothing"
    assert all_places_in(path) == expected


def buildspec(commands: list[str], random: Random) -> str:
    """Write commands as the list of a phase, each in a style of its own."""
    items = []
    for command in commands:
        written = write(command, random.choice([s for s in STYLES if s != "json"]), random).data
        lines = written.replace("\r\n", "\n").split("\n")
        first = next(n for n, line in enumerate(lines) if re.match(r" *- +x$", line))
        last = max(n for n, line in enumerate(lines) if re.match(r" *- +'?y'?$", line))
        depth = len(lines[first]) - len(lines[first].lstrip())
        items += [
            f"      {line[depth:]}" if line.strip() else line for line in lines[first + 1 : last]
        ]
    ends = random.choice(["\n", "\r\n"])
    head = ["version: 0.2", "env: {shell: bash}", "phases:", "  build:", "    commands:"]
    return ends.join([*head, *(re.sub(r"&me ", "", item) for item in items), ""])


WORDS = st.sampled_from(
    [
        "make",
        "cp",
        "'a b'",
        '"a"',
        "\\$x",
        "가나",
        "-x",
        "x=1",
        "&& ls",
        "| cat",
        "; true",
        "\t",
        "# x\ntrue",
    ]
)
COMMANDS = st.lists(st.lists(WORDS, max_size=5).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(COMMANDS, st.randoms(use_true_random=False))
def test_a_finding_stands_where_its_mistake_does(parts: list[str], random: Random) -> None:
    commands = [f"true {part}\ncp x $MARK_{number}_X y" for number, part in enumerate(parts)]
    text = buildspec(commands, random)
    assert yaml.safe_load(text)["phases"]["build"]["commands"] == commands
    found = [one for one in findings_in(text) if "_X" in text.splitlines()[one.span.line - 1]]
    lines = text.splitlines()
    expected = [
        (number, column, end)
        for mark in range(len(commands))
        for number, column, end in places_of(f"$MARK_{mark}_X", lines)
    ]
    told = {(one.span.line, one.span.column, one.span.end_column) for one in found}
    assert set(expected) <= told


# Snippets that draw comments of many kinds, some on several lines.
SNIPPETS = [
    'for file in $(ls *.txt); do\n  cat "$file"\ndone',
    'if [ $A -gt 1 ]; then\n  rm -rf "$DIR/"\nfi',
    "x=(a b)\ncp $x y",
    'grep "$A" < in | while read line; do echo "$line"; done',
    "a = b",
    'trap "rm $F" EXIT\nset -- $@\ncp $@ x',
    'sh -c "run "$A" now"',
    "exit -1",
    'printf "$A"',
    'cp "$(cat list)" `pwd`/x $(cat other)',
    "[ a = b -o c = d ] && true || false",
    'echo "$A" 2>&1 > log',
    "find . -name *.txt -exec rm {} \\;",
    "local x=1",
    "export X=$(false)",
]
NOT_OF_COMMANDS = {2034, 2154, 2317, 1090, 1091}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SNIPPETS), st.sampled_from(STYLES), st.randoms(use_true_random=False))
def test_one_command_has_what_shellcheck_says_of_the_script(
    snippet: str, style: str, random: Random
) -> None:
    """The same codes on the same text, for one command with nothing around it."""
    text = write(snippet, style, random).data
    name = "buildspec.json" if style == "json" else "buildspec.yml"
    if style == "json":
        text = text.replace('"a"', '"commands"', 1)
        text = f'{{"version": 0.2, "env": {{"shell": "bash"}}, "phases": {{"build": {text}}}}}'
    else:
        body = "".join(
            f"    {line}" for line in text.replace("a:", "commands:", 1).splitlines(True)
        )
        text = f"version: 0.2\nenv:\n  shell: bash\nphases:\n  build:\n{body}"
    commands = yaml.safe_load(text)["phases"]["build"]["commands"]
    assert commands[1] == snippet
    expected = {(each["code"], _text_of(each, snippet)) for each in ask_shellcheck(snippet, "bash")}
    expected = {each for each in expected if each[0] not in NOT_OF_COMMANDS}
    found = findings_in(text, name)
    assert {int(one.code[2:]) for one in found} == {code for code, _ in expected}
    lines = text.splitlines()
    for one in found:
        if one.span.line == one.span.end_line and style == "literal":
            there = lines[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1]
            assert (int(one.code[2:]), there) in expected


def _text_of(comment: dict[str, int], script: str) -> str:
    if comment["line"] != comment["endLine"]:
        return ""
    line = script.split("\n")[comment["line"] - 1]
    return line[comment["column"] - 1 : max(comment["endColumn"] - 1, comment["column"])]


def test_none_is_an_error() -> None:
    for path in BAD:
        found = findings_in(path.read_bytes().decode(), f"buildspec{path.suffix}")
        assert {one.severity for one in found} <= {Severity.WARNING, Severity.INFO}


def test_a_level_of_shellchecks_is_a_severity() -> None:
    text = "version: 0.2\nphases: {build: {commands: ['cp $A \"$(ls)\" x; exit -1']}}\n"
    assert {one.code: one.severity for one in findings_in(text)} == {
        "SC2086": Severity.INFO,
        "SC2242": Severity.WARNING,
    }


def test_what_is_repeated_names_the_other_lines() -> None:
    found = findings_in((HERE / "bad" / "repeated.yml").read_text())
    assert [one.hint for one in found] == ["the same on lines 11, 15", "the same on line 14"]


def test_a_condition_over_several_commands_says_what_to_do() -> None:
    found = findings_in((HERE / "bad" / "spread.yml").read_text())
    assert found[0].hint.startswith("CodeBuild makes a script of each command")
    assert found[0].message == "Couldn't parse this then clause: expected a command."


def phase_of(*commands: str, named: str = "") -> str:
    env = f"env: {{shell: {named}}}\n" if named else ""
    listed = "".join(f"      - {command!r}\n" for command in commands)
    return f"version: 0.2\n{env}phases:\n  build:\n    commands:\n{listed}"


@pytest.mark.parametrize("shell", ["powershell.exe", "cmd.exe", "fish"])
def test_other_shells_are_left_alone(shell: str) -> None:
    assert findings_in(phase_of("cp $A b", "if broken", named=shell)) == []


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("cd out", []),
        ("cd out && make", []),
        ("cd out; make", ["SC2164"]),
        ("export A=$(aws sts get-caller-identity)", ["SC2155"]),
        ("export A=$(echo $CODEBUILD_BUILD_ID | cut -d: -f2)", []),
        ("export A=`date +%s`", []),
        ("echo Built by $WHO on $(date)", []),
        ("echo $WHO > $WHERE", ["SC2086"]),
        ("echo $(cat $WHERE)", ["SC2086"]),
        ("$(aws ecr get-login --no-include-email)", []),
        ("$(make print-command)", ["SC2091"]),
        ("make -j $(nproc)", []),
        ("test $(git ls-files | wc -l) -gt 3", []),
        ("rm $(git ls-files -o)", ["SC2046"]),
        ("cp $AWS_ACCOUNT_ID $CODEBUILD_SRC_DIR/x $HOME/y", []),
        ("tag=1 && cp $tag y", []),
        ("echo it is done", []),
        ("echo $project_variable && cp $project_variable y", ["SC2086"]),
    ],
)
def test_what_does_no_harm_in_a_build_is_not_told(command: str, codes: list[str]) -> None:
    assert [one.code for one in findings_in(phase_of(command, named="bash"))] == codes


def test_a_command_cannot_reach_into_the_next_one() -> None:
    text = phase_of("make \\", "cp $A b", "} && {", "cp $B c", "# x", "")
    codes = places_in(text)
    assert ("SC2086", 6, 13) in codes
    assert ("SC2086", 8, 13) in codes
    assert {line for code, line, _ in codes if code.startswith("SC1")} == {7}


def test_nothing_but_comments_and_blanks() -> None:
    text = phase_of("# shellcheck disable=all", "   ", "", "cp $A b")
    assert places_in(text) == [("SC2086", 8, 13)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["buildspec.yml", "amplify.yml"]),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=15),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "commands",
                        "finally",
                        "build",
                        "preBuild",
                        "env",
                        "variables",
                        "shell",
                        "phases",
                    ]
                ),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    ),
)
def test_any_shape(name: str, value: object) -> None:
    for data in (
        {"version": 0.2, "env": value, "phases": {"build": value, "install": {"commands": value}}},
        {"version": 1, "applications": [{"appRoot": "x", "frontend": value}], "test": value},
        {"version": 1, "frontend": {"phases": {"build": {"commands": value}}}},
    ):
        text = yaml.safe_dump(data, allow_unicode=True)
        assert not [one for one in findings_in(text, name) if one.code.startswith("AD")]
