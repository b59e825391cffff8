"""What shells offer when Tab is pressed, and what it costs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from awsdev.cli.completion import KEPT, settings_of
from awsdev.lint.explain import list_rules
from awsdev.locations import templates_folder
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import load_page
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from tests.cli.conftest import Open
from tests.conftest import Run
from tests.scaffolds.workshop import SMALLEST

SHELLS = ("bash", "zsh", "fish", "powershell")


def _asked(typed: str, shell: str = "bash") -> dict[str, str]:
    """Return what a shell sets before it asks."""
    return {
        "_AWSDEV_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(typed.count(" ")),
        "_TYPER_COMPLETE_ARGS": typed,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": typed.rpartition(" ")[2],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


@pytest.mark.parametrize(
    ("shell", "check"), [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])]
)
def test_completion_scripts(awsdev: Run, shell: str, check: list[str]) -> None:
    script = awsdev(_AWSDEV_COMPLETE=f"source_{shell}")
    assert script.returncode == 0
    assert "_AWSDEV_COMPLETE" in script.stdout
    if shutil.which(shell):
        subprocess.run(check, input=script.stdout.encode(), check=True)


def test_settings_of_an_addition_are_those_of_the_template(awsdev: Run, tmp_path: Path) -> None:
    """What an addition asks for is chosen among the resources that are there."""
    template = tmp_path / "template.yaml"
    template.write_text(
        """\
Resources:
  Price: {Type: AWS::Lambda::Function, Properties: {}}
  Orders: {Type: AWS::SQS::Queue}
"""
    )
    typed = f"awsdev scaffold add alarms {template} --set function="
    shown = awsdev(
        _AWSDEV_COMPLETE="complete_bash", COMP_WORDS=typed, COMP_CWORD=str(len(typed.split()) - 1)
    )
    assert shown.stdout.split() == ["function=Price"]


def test_a_shell_is_shown_its_completion_script(command: str, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not here")
    asked = [bash, "-c", f'"{command}" --show-completion; exit $?']
    shown = subprocess.run(asked, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    subprocess.run([bash, "-n"], input=shown.stdout, text=True, check=True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("awsdev sh", ["show"]),
        ("awsdev show sqs", ["sqs-visibility"]),
        ("awsdev scaffold sam", ["sam-api"]),
        ("awsdev scaffold up", ["update"]),
        ("awsdev scaffold sam-api --set auth", ["authorization=iam", "authorization=none"]),
        ("awsdev scaffold sam-api --set tr", ["tracing=yes", "tracing=no"]),
        ("awsdev scaffold sam-api shop --set mem", ["memory=256"]),
        ("awsdev explain BS50", ["BS501"]),
        ("awsdev show --for", ["--format"]),
        ("awsdev si", ["site"]),
        ("awsdev site ", ["build", "serve"]),
        ("awsdev show sqs-visibility#li", ["sqs-visibility#limits"]),
        ("awsdev show sqs-visibility#", ["sqs-visibility#why", "sqs-visibility#exam"]),
    ],
)
def test_what_is_offered_when_tab_is_pressed(awsdev: Run, typed: str, offered: list[str]) -> None:
    shown = awsdev(**_asked(typed))
    assert set(offered) <= set(shown.stdout.split())
    prefix = typed.rpartition(" ")[2]
    assert all(each.startswith(prefix) for each in shown.stdout.split())


def test_the_sections_are_those_of_the_page(awsdev: Run) -> None:
    """They are read without the page's own reader; what it adds itself is not offered."""
    library = Library()
    for slug in library.slugs:
        offered = awsdev(**_asked(f"awsdev show {slug}#")).stdout.split()
        sections = load_page(library, library.topic(slug), Language.KO).sections
        ids = {section.id for section in sections} - {"", "sources", "next"}
        assert set(offered) == {f"{slug}#{id_}" for id_ in ids}


def test_codes_come_with_their_titles(awsdev: Run) -> None:
    shown = awsdev(**_asked("awsdev explain BS", "fish")).stdout.splitlines()
    rules = [rule for rule in list_rules() if rule["code"].startswith("BS")]
    assert shown == [f"{rule['code']}\t{rule['title']}" for rule in rules]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["a b.yaml", "buildspec.yml", "infra/"]),
        ("./b", ["./buildspec.yml"]),
        ("in", ["infra/", "infra/queue.json"]),
        (".h", [".hidden/"]),
        ("nothing", []),
    ],
)
def test_files_lint_may_know_are_offered(
    awsdev: Run, tmp_path: Path, typed: str, offered: list[str]
) -> None:
    for name in ["infra/queue.json", "infra/notes.md", "buildspec.yml", "a b.yaml", "main.py"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".hidden").mkdir()
    shown = awsdev(cwd=tmp_path, **_asked(f"awsdev lint {typed}"))
    assert shown.stdout.splitlines() == (offered or [""])


def test_topics_of_ones_own_are_offered(awsdev: Run, tmp_path: Path) -> None:
    page = tmp_path / "topics" / "team-rules" / "ko.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 규칙\n\n## 승인 {#approval}\n", "utf-8")
    own = {"AWSDEV_CONFIG_DIR": str(tmp_path)}
    assert awsdev(**_asked("awsdev show team"), **own).stdout == "team-rules\n"
    assert awsdev(**_asked("awsdev show team-rules#"), **own).stdout == "team-rules#approval\n"


def test_what_is_kept_for_completion_is_todays() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    stale = "stale: run python docs/completion.py"
    assert kept["codes"] == {rule["code"]: rule["title"] for rule in list_rules()}, stale
    settings = {name: [*map(tuple, pairs)] for name, pairs in kept["settings"].items()}
    assert settings == {each.name: settings_of(each) for each in awsdevs_catalogue().all()}, stale


@pytest.mark.parametrize("shell", SHELLS)
def test_settings_are_the_same_from_the_manifest(awsdev: Run, shell: str) -> None:
    """Of awsdev's scaffolds they are kept; of those of a folder they are read."""
    for typed in ("mem", "auth", ""):
        kept = awsdev(**_asked(f"awsdev scaffold sam-api --set {typed}", shell))
        options = f"--from {templates_folder()} --set {typed}"
        read = awsdev(**_asked(f"awsdev scaffold sam-api {options}", shell))
        assert kept.stdout == read.stdout != ""


def test_settings_of_ones_own_scaffold_are_its_own(awsdev: Run, tmp_path: Path) -> None:
    """Even where awsdev has one by this name, whose settings are kept."""
    folder = tmp_path / "scaffolds" / "sam-api"
    (folder / "skeleton").mkdir(parents=True)
    shape = {"name": "shape", "type": "string", "help": "How it looks.", "default": "round"}
    manifest = {**SMALLEST, "parameters": [shape]}
    (folder / "scaffold.yaml").write_text(yaml.safe_dump(manifest), "utf-8")
    typed = _asked("awsdev scaffold sam-api --set ")
    shown = awsdev(**typed, AWSDEV_CONFIG_DIR=str(tmp_path))
    assert shown.stdout == "shape=round\n"


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "typed",
    [
        "awsdev sh",
        "awsdev show sq",
        "awsdev scaffold sa",
        "awsdev scaffold sam-api --set m",
        "awsdev explain SM",
        "awsdev lint te",
        "awsdev lint --f",
    ],
)
def test_nothing_slow_is_imported(awsdev: Run, shell: str, typed: str) -> None:
    """What takes longer to import than a name to complete."""
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "awsdev"],
        env={**os.environ, **_asked(typed, shell)},
        capture_output=True,
        text=True,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in shown.stderr.splitlines()}
    assert "awsdev.cli.completion" in imported
    assert not imported & {"pydantic", "rich", "yaml", "jinja2", "cfnlint", "markdown_it"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_in_a_real_shell(terminal: Open, command: str, tmp_path: Path, shell: str) -> None:
    """The one command that README tells, a new shell, and Tab."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    home = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "PATH": f"{Path(command).parent}{os.pathsep}{os.environ['PATH']}",
        "ZDOTDIR": str(tmp_path),
    }
    installed = subprocess.run(
        [
            program,
            "-c",
            "awsdev --install-completion; exit $?"
            if shell != "fish"
            else "awsdev --install-completion",
        ],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 0, installed.stderr
    screen = terminal("-i", program=[program], **home)
    screen.type("echo rea''dy\n")
    screen.wait_for("ready")
    # Typer's script for zsh defines the completion when Tab is first pressed, and answers the next.
    screen.type("awsdev show sqs-v\t" + "\t" * (shell == "zsh"))
    screen.wait_for("sqs-visibility")
