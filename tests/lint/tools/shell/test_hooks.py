"""Hook scripts that an AppSpec file names: told at their location, by their own lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.repository.surroundings import Surroundings, unchanged
from awsdev.lint.running.linter import Source, lint_source
from awsdev.lint.tools.shell.check import shell_findings
from awsdev.lint.tools.shell.hooks import MOST
from tests.lint.tools.shell.conftest import ask_shellcheck, needs_shellcheck

pytestmark = needs_shellcheck

APPSPEC = """\
version: 0.0
os: linux
hooks:
  BeforeInstall:
    - location: scripts/stop.sh
  ApplicationStart:
    - location: /scripts/start
      timeout: 60
    - location: scripts/stop.sh
"""


def lint(folder: Path, scripts: dict[str, str | bytes], appspec: str = APPSPEC) -> list[Finding]:
    """Lint an AppSpec file and scripts as they lie in a folder."""
    for name, text in {"appspec.yml": appspec, **scripts}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = lint_source(Source(str(folder / "appspec.yml"))).findings
    return [one for one in found if one.code.startswith(("SC", "AD2"))]


def test_a_script_is_told_at_its_first_location_with_its_own_place(tmp_path: Path) -> None:
    script = "#!/bin/bash\n\n  cd /opt/shop\n\techo 가 $NAME\n"
    found = lint(tmp_path, {"scripts/stop.sh": script})
    expected = {
        f"scripts/stop.sh:{each['line']}:{each['column']}: {each['message']}"
        for each in ask_shellcheck(script)
    }
    assert expected
    assert {one.message for one in found} == expected
    assert {(one.span.line, one.span.column) for one in found} == {(5, 17)}
    assert {one.code: one.severity for one in found} == {
        "SC2164": Severity.WARNING,
        "SC2086": Severity.INFO,
    }


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        ("#!/bin/sh\n[[ $A == b ]]\n", ["SC3010", "SC3014"]),
        ("#!/usr/bin/env dash\n[[ $A == b ]]\n", ["SC3010", "SC3014"]),
        ("#!/bin/bash -e\n[[ $A == b ]]; cd x\n", []),
        ("#!/usr/bin/env -S bash -e\n[[ a == $B ]]; cp $B x\n", ["SC2053", "SC2086"]),
        ("#! /bin/ksh\ncp $B x\n", ["SC2086"]),
        ("#!/usr/bin/env python3\nprint($B)\n", []),
        ("#!/usr/bin/fish\ncp $B x\n", []),
        ("cp $B x\n", []),
        ("#!/bin/bash\n# shellcheck disable=SC2086\ncp $B x\nrm $B\n", []),
        ("#!/bin/bash\n. ./common.sh\n. $B\n", ["SC2086"]),
        ('#!/bin/bash\necho "never ends\ncp $B x\n', ["SC1073"]),
        ("#!/bin/bash\r\nmake\r\nmake install\r\n", []),
        ("", []),
    ],
)
def test_a_script_is_read_as_what_it_says_it_is(
    tmp_path: Path, script: str, codes: list[str]
) -> None:
    found = lint(tmp_path, {"scripts/start": script})
    assert sorted(one.code for one in found) == codes
    assert {one.span.line for one in found} <= {7}


def test_a_script_that_says_nothing_is_told_where_its_name_is_a_shells(tmp_path: Path) -> None:
    found = lint(tmp_path, {"scripts/stop.sh": "systemctl stop $SHOP\n"})
    assert [one.code for one in found] == ["SC2086"]


def test_what_is_repeated_and_what_is_too_much_is_counted(tmp_path: Path) -> None:
    script = (
        "#!/bin/bash\ncp $A x\ncp $B x\nread line\nfor f in $(ls); do rm $f; done\n"
        'cd "$line"\nexit -1\n'
    )
    codes = {each["code"] for each in ask_shellcheck(script)}
    assert len(codes) > MOST
    found = lint(tmp_path, {"scripts/stop.sh": script})
    assert [one.code for one in found] == ["SC2045", "SC2164", "SC2242"]
    assert [one.hint for one in found][
        -1
    ] == f"shellcheck says {len(codes) - MOST} more of this script"
    script = "#!/bin/bash\ncp $A x\ncp $B x\nmake\ncp $B x y\n"
    assert [one.hint for one in lint(tmp_path, {"scripts/stop.sh": script})] == [
        "the same on lines 3, 5"
    ]


def test_scripts_that_are_not_there_or_not_in_the_revision(tmp_path: Path) -> None:
    (tmp_path / "above.sh").write_text("cp $A x\n")
    appspec = APPSPEC.replace("/scripts/start", "../above.sh")
    assert lint(tmp_path / "revision", {}, appspec) == []
    for odd in ("''", ".", "scripts", "[x]", "{x: y}", "~", "3", '"\\0"', "/"):
        appspec = APPSPEC.replace("scripts/stop.sh", odd)
        assert lint(tmp_path / "odd", {"scripts/x": "x"}, appspec) == []


def test_a_file_that_does_not_lie_on_disk_has_no_scripts() -> None:
    found = lint_source(Source("appspec.yml", APPSPEC.encode())).findings
    assert not [one for one in found if one.code.startswith("SC")]


def test_other_bytes_than_text(tmp_path: Path) -> None:
    found = lint(tmp_path, {"scripts/stop.sh": b"#!/bin/sh\n\xff\xfe\0\n cp $A \xe9\n"})
    assert not [one for one in found if one.code.startswith("AD")]


def test_what_a_project_turns_off(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    script = "#!/bin/bash\ncp $A x\ncd x\nmake\n"
    folder = tmp_path / "shop"
    assert {one.code for one in lint(folder, {"scripts/stop.sh": script})} == {"SC2086", "SC2164"}
    (tmp_path / ".shellcheckrc").write_text("# ours\nshell=sh\ndisable=SC2086,SC3000-SC3999 # x\n")
    assert {one.code for one in lint(folder, {"scripts/stop.sh": script})} == {"SC2164"}
    # The nearest file alone counts, as shellcheck has it.
    (folder / "scripts" / "shellcheckrc").write_text("disable=2164\n")
    assert {one.code for one in lint(folder, {"scripts/stop.sh": script})} == {"SC2086"}
    (folder / "scripts" / ".shellcheckrc").write_text("disable=all\n")
    assert lint(folder, {"scripts/stop.sh": script}) == []


def test_what_a_project_turns_off_for_commands(tmp_path: Path) -> None:
    path = tmp_path / "buildspec.yml"
    path.write_text("version: 0.2\nphases: {build: {commands: [cp $A x, cd x; make]}}\n")
    codes = [one.code for one in lint_source(Source(str(path))).findings]
    assert codes == ["SC2086", "SC2164"]
    (tmp_path / ".shellcheckrc").write_text("disable=SC2086\n")
    assert [one.code for one in lint_source(Source(str(path))).findings] == ["SC2164"]


def test_what_was_looked_at_is_recorded(tmp_path: Path) -> None:
    """A stored result no longer holds when a script or what is turned off changes."""

    def look() -> Surroundings:
        document = parse_yaml(APPSPEC, str(tmp_path / "appspec.yml"))
        document.surroundings = Surroundings(str(tmp_path))
        shell_findings(document, "appspec-server", [])
        return document.surroundings

    lint(tmp_path, {"scripts/stop.sh": "#!/bin/sh\nmake\n"})
    for name, text in (
        ("scripts/stop.sh", "#!/bin/sh\ncp $A x\n"),
        ("scripts/start", "#!/bin/sh\n"),
        ("scripts/.shellcheckrc", "disable=SC2086\n"),
        (".shellcheckrc", "disable=SC2086\n"),
    ):
        seen = look().seen
        assert unchanged(str(tmp_path), seen)
        (tmp_path / name).write_text(text)
        # The nearest .shellcheckrc counts: another one above changes nothing.
        assert unchanged(str(tmp_path), seen) is (name == ".shellcheckrc"), name
