"""Help that is right: it is there, it fits, and every example in it runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from rich.cells import cell_len

from awsdev import __version__
from awsdev.cli.app import app
from tests.cli.conftest import Open
from tests.conftest import Run

COMMANDS = sorted(
    each.name or each.callback.__name__ for each in app.registered_commands if each.callback
)


def examples(help_text: str) -> list[str]:
    """Return the command lines below `Examples:`; three blanks set their description off."""
    lines = help_text.partition("Examples:\n")[2].splitlines()
    return [re.split(r"\s{3,}", line.strip())[0] for line in lines if line.strip()]


@pytest.fixture(scope="session")
def helps(command: str) -> dict[str, str]:
    return {
        name: subprocess.run(
            [command, *name.split(), "--help"], capture_output=True, check=True, text=True
        ).stdout
        for name in COMMANDS
    }


def test_the_commands_are_those_of_the_help(awsdev: Run) -> None:
    shown = awsdev("--help")
    commands = shown.stdout.partition("Commands:\n")[2]
    assert sorted(re.findall(r"^  ([a-z]+(?: [a-z]+)?)  ", commands, re.MULTILINE)) == COMMANDS
    assert "..." not in commands, "a sentence is cut off"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_within_eighty_columns(
    awsdev: Run, helps: dict[str, str], name: str
) -> None:
    short = awsdev(*name.split(), "-h")
    assert (short.returncode, short.stderr) == (0, "")
    assert short.stdout == helps[name]
    assert examples(short.stdout)
    assert max(map(cell_len, short.stdout.splitlines())) <= 80


def test_the_version(awsdev: Run) -> None:
    assert awsdev("--version").stdout == f"awsdev {__version__}\n"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, command: str) -> Path:
    """A folder that holds what the examples are run on."""
    folder = tmp_path_factory.mktemp("desk")
    shown = [command, "show", "appspec", "--example", "appspec-linux.yml"]
    appspec = subprocess.run(shown, capture_output=True, check=True).stdout
    queue = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n"
    build = "version: 0.2\nphases:\n  build:\n    commands: [make]\n"
    (folder / "infra" / "deep").mkdir(parents=True)
    (folder / "infra" / "deep" / "queue.yaml").write_text(queue)
    (folder / "template.yaml").write_text(queue)
    (folder / "buildspec.yml").write_text(build)
    (folder / "shop.yaml").write_text("project_name: shop\n")
    (folder / "appspec.yml").write_bytes(appspec)
    for name in re.findall(rb"(?:source|location): (\S+)", appspec):
        named = folder / name.decode()
        path = named if named.suffix else named / "main"
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\nexit 0\n")
        path.chmod(0o755)
    project = [command, "scaffold", "sam-api", "shop", "--defaults"]
    subprocess.run(project, cwd=folder, check=True, capture_output=True)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["add", "appspec.yml"], ["commit", "-qm", "Add it"]):
        subprocess.run([*git, *arguments], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_runs(
    terminal: Open, command: str, helps: dict[str, str], desk: Path, tmp_path: Path, name: str
) -> None:
    """In a shell on a terminal; what asks is answered with Enter."""
    if shutil.which("git") is None:
        pytest.skip("git is not here, and an example calls it")
    place = Path(shutil.copytree(desk, tmp_path / "desk"))
    path = f"{Path(command).parent}{os.pathsep}{os.environ['PATH']}"
    for line in examples(helps[name]):
        screen = terminal("-c", line, program=["sh"], cwd=place, PATH=path, PAGER="cat", rows=60)
        if name == "search" and "json" not in line:
            # It takes one key, and none that was pressed before it asked.
            screen.wait_for("Any other key ends.")
        if name == "browse":
            # It stays until it is told to end.
            screen.wait_for(" q ")
            screen.type("q")
        if name == "site serve":
            screen.wait_for("until Ctrl-C")
            screen.type("\x03")
        screen.type("\n" * 20)
        # Ctrl-C ends the shell as well.
        expected = -signal.SIGINT if name == "site serve" else 0
        assert screen.finish(60) == expected, f"{line}\n{screen.text}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["shwo"], "No such command 'shwo'. Did you mean 'show'?"),
        (["--bogus"], "No such option: --bogus"),
        (["site"], "after site comes one of: build, serve"),
        (["site", "bulid"], "after site comes one of: build, serve"),
        (["show", "--lagn", "ko"], "No such option: --lagn"),
        (["show", "--lang", "fr"], "'fr' is not one of 'en', 'ko'"),
        (["show", "--width", "10"], "greater than or equal to 20"),
        (["show", "--width", "wide"], "Invalid value for '--width'"),
        (["show", "--lang"], "Option '--lang' requires an argument"),
        (["show", "a", "b"], "unexpected extra argument"),
        (["explain", "--format", "html"], "'html' is not one of"),
        (["scaffold", "--set"], "Option '--set' requires an argument"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(awsdev: Run, arguments: list[str], words: str) -> None:
    shown = awsdev(*arguments)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert words in shown.stderr
    assert re.fullmatch(r"awsdev: [^\n]+\n", shown.stderr)
