"""Every fix does what it says and no more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.lint.mending import (
    MENDED_MODE,
    MENDED_PHASE,
    MODE,
    NO_GIT,
    PHASE,
    apply_diff,
    run_lint,
)

# One file each, with the bytes that --fix makes of it.
ONE_BY_ONE = [
    pytest.param("appspec.yml", MODE, MENDED_MODE, id="mode"),
    pytest.param("appspec.yml", "\ufeff" + MODE, "\ufeff" + MENDED_MODE, id="byte order mark"),
    pytest.param(
        "appspec.yml", MODE.replace("\n", "\r\n"), MENDED_MODE.replace("\n", "\r\n"), id="CRLF"
    ),
    pytest.param("appspec.yml", MODE.rstrip("\n"), MENDED_MODE.rstrip("\n"), id="no line end"),
    pytest.param(
        "appspec.yml",
        MODE.replace("/srv/shop ", "'/srv/漢字 😀'\t"),
        MENDED_MODE.replace("/srv/shop ", "'/srv/漢字 😀'\t"),
        id="wide characters and a tab",
    ),
    pytest.param(
        "appspec.yml",
        "{version: 0.0, os: linux, permissions: [{object: '漢', mode: 0755}]}\n",
        "{version: 0.0, os: linux, permissions: [{object: '漢', mode: \"0755\"}]}\n",
        id="flow",
    ),
    pytest.param("appspec.yml", MODE.replace("0.0", "'0.0'"), MENDED_MODE, id="version in quotes"),
    pytest.param("appspec.yml", MODE.replace("linux", "Linux"), MENDED_MODE, id="case of os"),
    pytest.param("appspec.yml", MODE.replace("mode", "mod"), MENDED_MODE, id="two rounds"),
    pytest.param(
        "appspec.yml",
        "version: 0.0\nos: linux\nfiles:\n  - source: ''\n    destination: 2026\n",
        "version: 0.0\nos: linux\nfiles:\n  - source: '/'\n    destination: \"2026\"\n",
        id="source and destination",
    ),
    pytest.param(
        "appspec.yml",
        "version: 0.0\nos: linux\nx-on: 2026-05-01 # it\nhooks:\n  afterInstal:\n"
        '    - location: a.sh\n      timeout: "300s"\n',
        'version: 0.0\nos: linux\nx-on: "2026-05-01" # it\nhooks:\n  AfterInstall:\n'
        "    - location: a.sh\n      timeout: 300\n",
        id="date, event, timeout",
    ),
    pytest.param(
        "appspec.json",
        '{"version": "0.0", "os": "Linux", "files": [{"sourc": 7, "destination": "/a"}]}\n',
        '{"version": 0.0, "os": "linux", "files": [{"source": "7", "destination": "/a"}]}\n',
        id="AppSpec in JSON",
    ),
    pytest.param("buildspec.yml", PHASE, MENDED_PHASE, id="phase"),
    pytest.param(
        "buildspec.json",
        '{"version":\t"0.2", "batch": {"build-fanout": {"parallelism": 2}},\n'
        '\t"phases": {"biuld": {"command": ["make"]}}}\n',
        '{"version":\t0.2, "batch": {"build-fanout": {"parallelism": 2}},\n'
        '\t"phases": {"build": {"commands": ["make"]}}}\n',
        id="buildspec in JSON, with tabs",
    ),
    pytest.param(
        "buildspec.yml",
        "version: 0.2\nenv:\n  exported-variables: TAG\nphases:\n  install:\n"
        "    runtime-versions:\n      node: v22\n      python: 3.10\n      jdk: 17\n  build:\n"
        "    commands:\n      - echo it's: done\n      - echo ok:\n",
        "version: 0.2\nenv:\n  exported-variables: [TAG]\nphases:\n  install:\n"
        '    runtime-versions:\n      nodejs: "22"\n      python: "3.10"\n      java: corretto17\n'
        "  build:\n    commands:\n      - 'echo it''s: done'\n      - 'echo ok:'\n",
        id="list of one, runtimes, commands",
    ),
    pytest.param(
        "samconfig.yaml",
        "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      'stack-name': orders\n",
        "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      'stack_name': orders\n",
        id="key in quotes",
    ),
]


@pytest.mark.parametrize(("name", "before", "after"), ONE_BY_ONE)
def test_fix_writes_just_this(
    awsdev: Run, tmp_path: Path, name: str, before: str, after: str
) -> None:
    (tmp_path / name).write_bytes(before.encode())
    awsdev("lint", "--fix", name)
    assert (tmp_path / name).read_bytes().decode() == after
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208 - names alone


@NO_GIT
@pytest.mark.parametrize(("name", "before", "after"), ONE_BY_ONE)
def test_git_applies_just_this(
    awsdev: Run, command: str, tmp_path: Path, name: str, before: str, after: str
) -> None:
    # What is awkward in a name is quoted, and the last line may lack its end.
    folder = tmp_path / 'a "b" é'
    folder.mkdir()
    (folder / name).write_bytes(before.encode())
    apply_diff(tmp_path, run_lint(command, tmp_path, "--diff").stdout)
    assert (folder / name).read_bytes().decode() == after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "appspec.yml",
            "version: 0.0\nos: linux\npermissions:\n  - {object: /a, mode: &m 0755}\n"
            "  - {object: /b, mode: *m}\n",
            id="anchor",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build: &b\n    command: [make]\n  post_build: *b\n",
            id="shared mapping",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nx: &x {commands: [make]}\nphases:\n  build:\n    <<: *x\n"
            "    command: [make]\n",
            id="merge key",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    commands: [make]\n    command: [make]\n",
            id="the right key is there",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    command: [make]\n    comands: [make]\n",
            id="two slips of one key",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  rebuild:\n    commands: [make]\n",
            id="two names are near",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b # c\n"
            "      - [echo a: b, c]\n      - |\n        make\n",
            id="commands that are not plain",
        ),
        pytest.param(
            "appspec.yml",
            "version: 0.0\nResources:\n  - Shop:\n      Type: AWS::ECS::Service\n"
            "      Properties:\n        TaskDefinition: a\n        LoadBalancerInfo:\n"
            "          ContainerName: a\n          ContainerPort: 1\nHooks:\n"
            "  - AfterInstal: f\n  - AfterInstall: g\n",
            id="the event is listed already",
        ),
    ],
)
def test_what_is_not_certain_is_left_alone(
    awsdev: Run, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    done = awsdev("lint", "--fix")
    assert "nothing that could be mended" in done.stderr
    assert done.returncode == 1
    assert (tmp_path / name).read_text() == text


def test_a_fix_that_does_harm_keeps_no_other_back(awsdev: Run, tmp_path: Path) -> None:
    # As `timeout` the value would be an error that nothing mends.
    text = MODE + "hooks:\n  AfterInstal:\n    - location: a.sh\n      timeot: soon\n"
    (tmp_path / "appspec.yml").write_text(text)
    done = awsdev("lint", "--fix")
    assert (tmp_path / "appspec.yml").read_text() == text.replace("0755", '"0755"').replace(
        "AfterInstal", "AfterInstall"
    )
    assert "2 findings in 1 file mended" in done.stderr


def test_only_what_is_selected_is_mended_in_every_round(awsdev: Run, tmp_path: Path) -> None:
    text = MODE.replace("linux", "Linux")
    (tmp_path / "appspec.yml").write_text(text)
    # The mode is looked at only once the system is known.
    awsdev("lint", "--fix", "--select", "AS104")
    assert (tmp_path / "appspec.yml").read_text() == text.replace("Linux", "linux")
    awsdev("lint", "--fix", "--ignore", "AS301")
    assert (tmp_path / "appspec.yml").read_text() == MODE
    (tmp_path / ".awsdev.yaml").write_text("lint:\n  ignore: [AS3]\n")
    awsdev("lint", "--fix")
    (tmp_path / ".awsdev.yaml").unlink()
    assert (tmp_path / "appspec.yml").read_text() == MODE
    wrong = MODE.replace("os:", "so:\nos:").replace("0.0", '"0.0"')
    (tmp_path / "appspec.yml").write_text(wrong)
    done = awsdev("lint", "--select", "AS301", "--fix")
    assert (tmp_path / "appspec.yml").read_text() == wrong.replace("0755", '"0755"')
    assert done.returncode == 0


def test_a_comment_goes_only_where_it_says_nothing_else(awsdev: Run, tmp_path: Path) -> None:
    lines = [
        "version: 0.2",
        "phases:",
        "  build:",
        "    commands:",
        "      - make # awsdev: ignore[BS206]",
        "      - make # for dash, awsdev: ignore[BS206]",
        "      - '[[ -f a ]] && make' # awsdev: ignore[BS206] awsdev: ignore[BS201]",
        "      # awsdev: ignore[BS206]",
        "      - make",
    ]
    (tmp_path / "buildspec.yml").write_text("\n".join(lines) + "\n")
    awsdev("lint", "--fix")
    kept = ["      - make", *lines[5:7], lines[8]]
    assert (tmp_path / "buildspec.yml").read_text().splitlines() == [*lines[:4], *kept]


def test_exit_statuses(awsdev: Run, tmp_path: Path) -> None:
    file = tmp_path / "appspec.yml"
    file.write_text(MODE)
    told = awsdev("lint")
    assert told.stdout.splitlines()[-1] == "1 error in 1 file; 1 can be mended with --fix."
    shown = awsdev("lint", "--diff")
    assert (shown.returncode, file.read_text()) == (1, MODE)
    assert shown.stderr == "awsdev: 1 finding in 1 file can be mended; --fix does it\n"
    assert '+    mode: "0755"' in shown.stdout.splitlines()
    done = awsdev("lint", "--fix")
    assert (done.returncode, done.stdout) == (0, "No findings in 1 file.\n")
    assert done.stderr == "awsdev: 1 finding in 1 file mended\n"
    nothing = awsdev("lint", "--diff")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    missing = awsdev("lint", "--diff", "no.yml")
    assert missing.returncode == 2
    refused = awsdev("lint", "--fix", "-", stdin=MODE)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def test_fix_reports_what_is_left(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "appspec.yml").write_text(MODE + "    owner: [shop]\n")
    done = awsdev("lint", "--fix", "--format", "github")
    assert done.returncode == 1
    command, summary = done.stdout.splitlines()
    assert "title=AS103" in command
    assert summary == "1 error in 1 file."
