"""docs/lint.md does what it says: commands run, examples hold, configurations are read."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest

from awsdev.lint.configuration import Configuration, find_configuration
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.rules.silences import silences_of
from awsdev.lint.selection import UNCHECKED
from tests.conftest import ROOT, Run

GUIDE = ROOT / "docs" / "lint.md"
TEXT = GUIDE.read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
# README's stands in a list, indented.
_MARKED = re.compile(r"^ *<!-- (\w+): (\S+) -->\n *```\w+\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in _SHELL.findall(TEXT) for line in block.splitlines()]
CONFIGURATIONS = [
    (name, dedent(text))
    for page in (README, TEXT)
    for what, name, text in _MARKED.findall(page)
    if what == "configuration"
]


@pytest.fixture(scope="module")
def folder(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    subprocess.run(
        [command, "scaffold", "sns-sqs-lambda", "orders", "--defaults"], cwd=folder, check=True
    )
    shown = [command, "show", "appspec", "--example", "appspec-linux.yml"]
    appspec = subprocess.run(shown, capture_output=True, check=True).stdout
    (folder / "appspec.yml").write_bytes(appspec)
    (folder / "ci.yml").write_text("version: 0.2\nphases:\n  build:\n    commands: [make]\n")
    return folder


@pytest.mark.parametrize("line", COMMANDS)
def test_command(line: str, command: str, folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", line.replace("awsdev ", f"{command} ", 1)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.search(r"^No findings in [1-9]", done.stdout)


def _loaded(name: str, text: str, folder: Path) -> Configuration:
    folder.mkdir()
    (folder / name).write_text(text)
    return find_configuration(folder)


def test_both_forms_of_configuration_say_the_same(tmp_path: Path) -> None:
    assert {name for name, _ in CONFIGURATIONS} == {".awsdev.yaml", "pyproject.toml"}
    loaded = [_loaded(*each, tmp_path / str(number)) for number, each in enumerate(CONFIGURATIONS)]
    for one in loaded:
        assert (one.selection, one.fail_on, one.exclude) == (
            loaded[0].selection,
            loaded[0].fail_on,
            loaded[0].exclude,
        )
    takes = loaded[0].selection.takes
    assert takes("SM101", "template.yaml")
    assert not takes("SM102", "template.yaml")
    assert not takes("I1022", "template.yaml")
    assert takes("BS201", "buildspec.yml")
    assert not takes("BS201", "tests/fixtures/buildspec.yml")
    assert loaded[0].excludes(str(loaded[0].folder / "vendor" / "template.yaml"))
    assert loaded[0].excludes(str(loaded[0].folder / "infra" / "queue.generated.yaml"))
    assert loaded[0].fail_on == "error"


def test_what_the_example_silences_is_all_there_is_to_find() -> None:
    ((name, text),) = [each[1:] for each in _MARKED.findall(TEXT) if each[0] == "example"]
    silences = silences_of(parse_yaml(text, name), "buildspec")
    silenced = {code for silence in silences for code, _ in silence.codes}
    assert len(silences) == 3
    aloud = re.sub(r"# awsdev:[^\n]*", "", text)
    found = {each.code for each in lint_data({name: aloud.encode()}).findings}
    if shutil.which("shellcheck") is None and not any(code.startswith("SC") for code in found):
        silenced = {code for code in silenced if not code.startswith("SC")}
    assert found == silenced
    assert not lint_data({name: text.encode()}).findings


def test_the_table_of_options_is_whole(awsdev: Run) -> None:
    shown = awsdev("lint", "--help").stdout
    options = set(re.findall(r"^  (?:-h, )?(--[\w-]+)", shown, re.MULTILINE)) - {"--help"}
    table = TEXT.partition("## Options\n")[2]
    assert set(re.findall(r"--[a-z][a-z-]+", table)) == options


def test_codes_that_only_a_whole_code_ignores_are_named() -> None:
    assert all(f"`{code}`" in TEXT for code in UNCHECKED)


def test_links_lead_to_files() -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", TEXT):
        assert (GUIDE.parent / link).is_file(), link
