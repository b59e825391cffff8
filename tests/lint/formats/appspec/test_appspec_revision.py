"""Scripts and sources of a revision, in real folders."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.formats.appspec import RULES
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.check import check_document
from tests.conftest import Prove
from tests.lint.folders import Files, codes_in, findings_in, lay_out

CODES = {rule.code for rule in RULES}
SCRIPT = "#!/bin/sh\ntrue\n"


def appspec(*locations: str, os_: str = "linux", sources: tuple[str, ...] = ()) -> str:
    """An AppSpec file with these scripts and sources."""
    destination = "/srv/shop" if os_ == "linux" else r"C:\shop"
    return yaml.safe_dump(
        {
            "version": 0.0,
            "os": os_,
            "files": [{"source": source, "destination": destination} for source in sources],
            "hooks": {"AfterInstall": [{"location": location} for location in locations]},
        }
    )


def codes(top: Path, text: str, files: Files) -> list[str]:
    lay_out(top, {"appspec.yml": text, **files})
    return codes_in(top / "appspec.yml")


@pytest.mark.parametrize(
    "location",
    ["scripts/a.sh", "/scripts/a.sh", "./scripts//a.sh", "scripts/../scripts/a.sh", "link.sh"],
)
def test_a_script_of_the_revision_is_found(tmp_path: Path, location: str) -> None:
    lay_out(tmp_path, {"scripts/a.sh": SCRIPT})
    (tmp_path / "link.sh").symlink_to("scripts/a.sh")
    assert codes(tmp_path, appspec(location), {}) == []


@pytest.mark.parametrize(
    ("location", "hint"),
    [
        ("scripts/a.hs", "did you mean scripts/a.sh?"),
        ("Scripts/A.sh", "did you mean scripts/a.sh?"),
        ("script/a.sh", "did you mean scripts/a.sh?"),
        ("a.sh", "did you mean scripts/a.sh?"),
        ("scripts/a.sh --now", "a location takes no arguments: write scripts/a.sh, and give them"),
        ("scripts\\a.sh", "did you mean scripts/a.sh?"),
        ("scripts/a.sh/a.sh", "did you mean scripts/a.sh?"),
        ("scripts/other", "write its path from the folder of appspec.yml"),
        ("../../outside.sh", "write its path from the folder of appspec.yml"),
        ("dangling.sh", "write its path from the folder of appspec.yml"),
        ("n" * 300, ""),
        ("a\0b", "write its path from the folder of appspec.yml"),
    ],
)
def test_a_script_that_is_not_there_is_told(tmp_path: Path, location: str, hint: str) -> None:
    top = lay_out(tmp_path / "r" / "r", {"scripts/a.sh": SCRIPT, "appspec.yml": appspec(location)})
    (top / "dangling.sh").symlink_to("gone.sh")
    found = findings_in(top / "appspec.yml")
    if not hint:
        # A name too long for any file: what lies there cannot be asked.
        assert found == []
        return
    assert [finding.code for finding in found] == ["AS601"]
    assert found[0].hint.startswith(hint)
    assert found[0].service_error.startswith("Script does not exist at specified location: …/")


@pytest.mark.parametrize("location", ["../a.sh", "scripts/../../a.sh", "/../a.sh", "../../r/a.sh"])
def test_what_lies_outside_is_not_in_the_revision(tmp_path: Path, location: str) -> None:
    lay_out(tmp_path, {"a.sh": "true\r\n", "r/a.sh": "", "r/r/appspec.yml": appspec(location)})
    assert codes_in(tmp_path / "r" / "r" / "appspec.yml") == ["AS601"]


@pytest.mark.parametrize("location", ["${HOOKS}/a.sh", "<script>", "%DIR%/a.sh", "__script__", "~"])
def test_what_is_still_to_be_put_in_is_left_alone(tmp_path: Path, location: str) -> None:
    assert "AS601" not in codes(tmp_path, appspec(location), {})


BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands:\n      - {}\n"
MADE_BY: dict[str, Files] = {
    "git ignores it": {".gitignore": "scripts/\n"},
    "a buildspec makes it": {"buildspec.yml": BUILDSPEC.format("cp hooks/x scripts/made.sh")},
    "a Makefile makes it": {"Makefile": "made.sh:\n\tenvsubst < in > scripts/made.sh\n"},
    "a workflow makes it": {".github/workflows/ci.yml": "run: curl -o scripts/made.sh $URL\n"},
    "the output has another base": {
        "buildspec.yml": BUILDSPEC.format("make")
        + "artifacts:\n  base-directory: out\n  files: ['**/*']\n"
    },
    "the output is flat": {
        "buildspec.yml": BUILDSPEC.format("make")
        + "artifacts:\n  discard-paths: yes\n  files: ['**/*']\n"
    },
    "the file is copied": {".gitlab-ci.yml": "script: cp appspec.yml revision/\n"},
}


ASSEMBLED = ("the output has another base", "the output is flat", "the file is copied")


@pytest.mark.parametrize("how", ASSEMBLED)
def test_a_script_that_is_nowhere_cannot_be_copied(tmp_path: Path, how: str) -> None:
    files: Files = {"deploy/hooks/other.sh": SCRIPT, **MADE_BY[how]}
    assert codes(tmp_path, appspec("scripts/start.sh", "hooks/other.sh"), files) == ["AS601"]


@pytest.mark.parametrize("files", MADE_BY.values(), ids=MADE_BY)
def test_what_a_build_makes_is_left_alone(tmp_path: Path, files: Files) -> None:
    files = files | {"hooks/made.sh": SCRIPT}
    assert codes(tmp_path, appspec("scripts/made.sh", sources=("scripts",)), files) == []


def test_a_build_that_only_mentions_a_script_makes_none(tmp_path: Path) -> None:
    build = BUILDSPEC.format("bash scripts/made.sh")
    assert codes(tmp_path, appspec("scripts/made.sh"), {"buildspec.yml": build}) == ["AS601"]
    broken: Files = {"buildspec.yml": "version: [", "buildspec-b.yml": "- a", "Makefile": b"\xff"}
    assert codes(tmp_path, appspec("scripts/made.sh"), broken) == ["AS601"]


def test_the_repository_above_may_hold_what_a_build_brings_together(tmp_path: Path) -> None:
    files: Files = {"deploy/appspec.yml": appspec("scripts/a.sh", "b.sh"), "scripts/a.sh": SCRIPT}
    lay_out(tmp_path, files)
    (found,) = findings_in(tmp_path / "deploy" / "appspec.yml")
    assert found.message == "the script b.sh is not in the revision"


def test_a_file_of_another_name_may_lie_anywhere(tmp_path: Path) -> None:
    lay_out(tmp_path, {"appspec-web.yml": appspec("a.sh", sources=("web",))})
    assert codes_in(tmp_path / "appspec-web.yml") == []


def test_nothing_is_said_of_what_does_not_lie_on_disk() -> None:
    text = appspec("scripts/a.sh", sources=("web",)).encode()
    assert lint_data({"appspec.yml": text}).findings == []


@pytest.mark.parametrize("way", ["relative", "absolute", "dots"])
def test_paths_are_taken_from_where_the_file_lies(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = lay_out(tmp_path / "app", {"appspec.yml": appspec("a.sh", "b.sh"), "a.sh": SCRIPT})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere" if way == "dots" else top)
    paths = {
        "relative": "appspec.yml",
        "absolute": top / "appspec.yml",
        "dots": "../app/appspec.yml",
    }
    assert [finding.message for finding in findings_in(paths[way])] == [
        "the script b.sh is not in the revision"
    ]


def test_windows_knows_no_case_and_takes_both_slashes(tmp_path: Path) -> None:
    text = appspec(
        r"scripts\START.ps1", "Scripts/more/../start.PS1", r"\scripts\stop.ps1", os_="windows"
    )
    lay_out(tmp_path, {"appspec.yml": text, "Scripts/Start.ps1": "Start-Service Shop\r\n"})
    (found,) = findings_in(tmp_path / "appspec.yml")
    assert found.message == r"the script \scripts\stop.ps1 is not in the revision"


@pytest.mark.parametrize(
    "source", ["/", ".", "./", "web", "/web/", "web/index.html", "build/", "a/dist/x", "shop.war"]
)
def test_sources_that_are_there_or_are_built(tmp_path: Path, source: str) -> None:
    files: Files = {"web/index.html": "<h1>"}
    assert codes(tmp_path, appspec(sources=(source,)), files) == []


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("webb", "did you mean web?"),
        ("index.html", "did you mean web/index.html?"),
        ("/srv/web", "did you mean web?"),
        ("server", "write the path of server from the folder of appspec.yml"),
    ],
)
def test_a_source_that_is_not_there_is_told(tmp_path: Path, source: str, hint: str) -> None:
    lay_out(tmp_path, {"appspec.yml": appspec(sources=(source,)), "web/index.html": "<h1>"})
    (found,) = findings_in(tmp_path / "appspec.yml")
    assert (found.code, found.hint) == ("AS602", hint)


def test_a_destination_that_names_the_file_is_known_from_the_disk(tmp_path: Path) -> None:
    text = appspec(sources=("Procfile",)).replace("/srv/shop", "/srv/shop/Procfile")
    assert codes(tmp_path / "file", text, {"Procfile": "web: run"}) == ["AS202"]
    assert codes(tmp_path / "folder", text, {"Procfile/a": "web: run"}) == []


SCRIPTS: dict[str, tuple[str, bytes | None, list[str]]] = {
    "fine": ("a.sh", b"#!/bin/sh\ntrue\n", []),
    "a program": ("a", b"\x7fELF\0\0\r\n", []),
    "wide text": ("a.sh", "#!/bin/sh\nt\0".encode("utf-16"), []),
    "crlf": ("a.sh", b"#!/bin/bash\r\ntrue\r\n", ["AS603"]),
    "crlf later": ("a.sh", b"#!/bin/bash\ntrue\r\n", ["AS603"]),
    "crlf without an interpreter": ("a.sh", b"true\r\n", ["AS603", "AS607"]),
    "crlf in python": ("a.py", b"#!/usr/bin/python3\nprint()\r\n", []),
    "crlf behind python": ("a.py", b"#!/usr/bin/python3\r\nprint()\n", ["AS603"]),
    "crlf behind env": ("a.sh", b"#!/usr/bin/env bash\r\ntrue\n", ["AS603"]),
    "a carriage return within": ("a.sh", b"#!/bin/sh\necho 'a\rb'\n", []),
    "a folder": ("a.sh", None, ["AS604"]),
    "empty": ("a.sh", b"", ["AS605"]),
    "blank": ("a.sh", b" \n\n", ["AS605"]),
    "empty in python": ("a.py", b"", ["AS605"]),
    "only comments": ("a.sh", b"#!/bin/sh\n# nothing yet\n", []),
    "python": ("a.py", b"import shop\n", ["AS606"]),
    "bash by name": ("a.bash", b"[[ a ]]\n", ["AS606"]),
    "a byte order mark": ("a.sh", b"\xef\xbb\xbf#!/bin/sh\ntrue\n", ["AS606"]),
    "a blank line first": ("a.sh", b"\n#!/bin/sh\ntrue\n", ["AS606"]),
    "no interpreter": ("a.sh", b"true\n", ["AS607"]),
    "no ending": ("a", b"# start\ntrue\n", ["AS607"]),
    "powershell": ("a.ps1", b"Start-Service\r\n", ["AS608"]),
    "powershell with its program": ("a.ps1", b"#!/usr/bin/pwsh\nStart-Service\n", []),
    "batch": ("a.bat", b"@echo off\r\n", ["AS608"]),
    "a blank in its name": ("my scripts/a.sh", b"#!/bin/sh\n", ["AS609"]),
}


@pytest.mark.parametrize(("name", "content", "expected"), SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_for_linux(
    tmp_path: Path, name: str, content: bytes | None, expected: list[str]
) -> None:
    assert codes(tmp_path, appspec(name), {name: content}) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.ps1", b"Start-Service\r\n", []),
        ("a.bat", b"@echo off\r\n", []),
        ("a.exe", b"MZ\0", []),
        ("a.sh", b"#!/bin/sh\r\n", ["AS608"]),
        ("my scripts/a.ps1", b"Start-Service\r\n", []),
    ],
)
def test_scripts_for_windows(
    tmp_path: Path, name: str, content: bytes, expected: list[str]
) -> None:
    assert codes(tmp_path, appspec(name, os_="windows"), {name: content}) == expected


# What the agent does with a script: it makes it executable and hands the path to popen3.
AGENT = """
require "open3"
require "fileutils"
begin
  path = ARGV[0]
  FileUtils.chmod("+x", path)
  out, err, status = Open3.capture3({}, path, :pgroup => true)
  puts status.success? ? "succeeds" : err
rescue => error
  puts "#{error.class} with message #{error.message}"
end
"""


@pytest.mark.parametrize(
    ("script", "answer", "words"),
    [
        ("fine", "succeeds", ""),
        ("crlf", "Errno::ENOENT with message No such file or directory", "Errno::ENOENT with"),
        ("crlf behind env", "bash\\r", "bash\\r"),
        ("a folder", "Errno::EACCES with message Permission denied", "Errno::EACCES with message"),
        ("empty", "succeeds", ""),
        ("python", "import: ", ""),
        ("a byte order mark", "#!/bin/sh: ", ""),
        ("no interpreter", "succeeds", ""),
        ("a blank in its name", "Errno::ENOENT with message", "Errno::ENOENT with message"),
    ],
)
def test_the_agent_s_way_of_running_agrees(
    tmp_path: Path, script: str, answer: str, words: str, prove: Prove
) -> None:
    ruby = shutil.which("ruby")
    if ruby is None:
        pytest.skip("ruby is not on the path")
    name, content, _ = SCRIPTS[script]
    lay_out(tmp_path, {"appspec.yml": appspec(name), name: content})
    done = subprocess.run(
        [ruby, "-e", AGENT, tmp_path / name], capture_output=True, text=True, check=True
    )
    # On some systems sh is bash, which goes on after a command it does not know.
    assert answer in done.stdout or (script == "a byte order mark" and "succeeds" in done.stdout)
    found = findings_in(tmp_path / "appspec.yml")
    assert not words or any(words in finding.service_error for finding in found)
    prove("script run as the CodeDeploy agent runs it", "ruby")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_what_may_not_be_read_is_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, {"appspec.yml": appspec("a.sh", "closed/b.sh"), "a.sh": "true\n"})
    lay_out(tmp_path, {"closed/b.sh": "true\n"})
    (tmp_path / "a.sh").chmod(0)
    (tmp_path / "closed").chmod(0)
    assert codes_in(tmp_path / "appspec.yml") == []
    (tmp_path / "closed").chmod(0o700)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["a.sh", ".."]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["location", "source", "os", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(files=VALUES, hooks=VALUES, os_=st.sampled_from(["linux", "windows", "", None]))
def test_any_value_is_bearable(
    files: object, hooks: object, os_: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    around = Surroundings(str(tmp_path_factory.getbasetemp()))
    shapes = (
        {"files": files, "hooks": hooks},
        {"files": [{"source": files}], "hooks": {"AfterInstall": [{"location": hooks}]}},
    )
    for shape in shapes:
        text = yaml.safe_dump({"version": 0.0, "os": os_, **shape})
        document = parse_yaml(text, "appspec.yml")
        document.surroundings = around
        assert {found.code for found in check_document(document, "appspec-server")} <= CODES | {
            "AD103"
        }
