"""The gate of every scaffold, in every combination of its choices: `pytest -m gate`."""

from __future__ import annotations

import ast
import contextlib
import json
import shutil
import subprocess
import tomllib
from pathlib import Path, PurePosixPath

import pytest
import yaml
from filelock import FileLock

from awsdev.errors import AwsdevError
from awsdev.scaffolds.answers import Given, settle
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, Value
from awsdev.scaffolds.record import ANSWERS_FILE
from awsdev.scaffolds.render import RenderedFile, render_project
from tests.conftest import Prove
from tests.scaffolds.combinations import covering, every_combination
from tests.scaffolds.projects import (
    SCAFFOLDS,
    at_defaults,
    fresh_environment,
    in_all_combinations,
    lint_clean,
    lint_dockerfile,
    run,
    written,
)

PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
pytestmark = [pytest.mark.gate, pytest.mark.timeout(900)]


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_every_combination_lints_clean(scaffold: Scaffold, prove: Prove) -> None:
    """Not even a note: source and, where it is SAM, translation."""
    rendered = in_all_combinations(scaffold)
    kinds = lint_clean(rendered)
    by = "awsdev lint and SAM translation" if "sam" in kinds else "awsdev lint"
    prove(f"combination of {scaffold.name}", by, len(rendered))


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_every_combination_is_well_formed(scaffold: Scaffold) -> None:
    seen: set[tuple[str, bytes]] = set()
    for answers, project in in_all_combinations(scaffold):
        for path, file in project.items():
            if (path, file.data) not in seen:
                seen.add((path, file.data))
                _check_form(f"{answers}: {path}", PurePosixPath(path), file.data)


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_rendering_again_gives_the_same_bytes(scaffold: Scaffold) -> None:
    for answers, project in in_all_combinations(scaffold):
        assert render_project(scaffold, answers) == project


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_every_answer_matters(scaffold: Scaffold) -> None:
    """An answer that never changes more than the answers file is not asked for."""
    every = every_combination(scaffold)
    for parameter in scaffold.parameters:
        asked = [answers for answers in every if parameter.name in answers]
        values = {answers[parameter.name] for answers in asked}
        assert len(values) > 1 or parameter.pattern, f"{parameter.name} is tried with one value"
        for value in values - {parameter.default}:
            assert any(
                _texts(scaffold, answers) != _texts(scaffold, {**answers, parameter.name: value})
                for answers in asked
                if answers[parameter.name] == parameter.default
            ), f"{parameter.name}: {value} makes what the default makes"


def _texts(scaffold: Scaffold, suggestions: dict[str, Value]) -> dict[str, RenderedFile]:
    """Render a project but for its answers file; what is not asked for is not answered."""
    project = render_project(scaffold, settle(scaffold, Given(suggestions=suggestions), None))
    return {path: file for path, file in project.items() if path != ANSWERS_FILE}


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_the_longest_name_fits(scaffold: Scaffold) -> None:
    """A name goes into others, which services limit."""
    [parameter] = [each for each in scaffold.parameters if each.name == "project_name"]
    answers = settle(scaffold, Given(suggestions={"project_name": _longest(parameter)}), None)
    lint_clean([(answers, render_project(scaffold, answers))])


def _longest(parameter: Parameter) -> str:
    """Return the longest name that a parameter takes."""
    for length in range(200, len(str(parameter.default)), -1):
        with contextlib.suppress(AwsdevError):
            return str(parameter.check(("long-names" * 20)[:length]))
    raise AssertionError("its default is the longest")


@pytest.fixture(scope="session")
def fresh_python(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A new environment that holds what the projects ask for: one for all processes of the run."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with FileLock(shared / "fresh.lock"):
        made = shared / "fresh.path"
        if not made.exists():
            made.write_text(str(fresh_environment(shared / "fresh")), "utf-8")
    return Path(made.read_text("utf-8"))


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_the_generated_tests_pass(
    scaffold: Scaffold, fresh_python: Path, tmp_path: Path, prove: Prove
) -> None:
    """In the fewest projects that have every answer once."""
    if not scaffold.tests:
        pytest.skip("this scaffold has no tests of its own")
    passed = 0
    for number, answers in enumerate(covering(every_combination(scaffold), 1)):
        folder = written(render_project(scaffold, answers), tmp_path / str(number))
        output = run(folder, fresh_python, *PYTEST, *scaffold.tests)
        passed += int(output.split(" passed")[0].split()[-1])
    prove(f"generated test of {scaffold.name}", "pytest in a fresh environment", passed)


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_dockerfiles_pass_their_linter(scaffold: Scaffold, tmp_path: Path, prove: Prove) -> None:
    project = at_defaults(scaffold)[1]
    dockerfiles = [path for path in project if PurePosixPath(path).name == "Dockerfile"]
    if not dockerfiles:
        pytest.skip("this scaffold builds no image")
    folder = written(project, tmp_path / "project")
    for path in dockerfiles:
        lint_dockerfile(folder, path)
        prove(f"Dockerfile of {scaffold.name}", "hadolint")


def _check_form(where: str, path: PurePosixPath, data: bytes) -> None:
    text = data.decode("utf-8")
    assert text == "" or text.endswith("\n"), f"{where} does not end in a line end"
    assert not text.endswith("\n\n"), f"{where} ends in an empty line"
    assert "{%" not in text, f"{where} holds a template's statement"
    crlf = path.suffix in (".ps1", ".cmd", ".bat")
    assert ("\r\n" in text) == crlf, f"{where} has the wrong line ends"
    match path.suffix:
        case ".md":
            wide = [line for line in _prose(text) if len(line) > 108]
            assert wide == [], f"{where} has lines too wide to read: {wide}"
        case ".py":
            ast.parse(text)
        case ".json":
            json.loads(text)
        case ".toml":
            tomllib.loads(text)
        case ".yml" | ".yaml" if "Transform" not in text and "!" not in text:
            yaml.safe_load(text)
        case ".sh":
            bash = shutil.which("bash")
            if bash:
                subprocess.run([bash, "-n"], input=data, check=True)


def _prose(markdown: str) -> list[str]:
    """What is neither code nor a table, line by line."""
    parts = markdown.split("```")[::2]
    return [line for part in parts for line in part.splitlines() if not line.startswith("|")]
