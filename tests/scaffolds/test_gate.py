"""The gate of every scaffold: all combinations render, lint clean, and render the same again."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
import yaml

from awsdev.lint.engine import lint_data
from awsdev.lint.kinds import is_candidate
from awsdev.lint.report import Report
from awsdev.scaffolds.answers import ANSWERS_FILE
from awsdev.scaffolds.catalogue import all_scaffolds
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.render import Project, render_project
from awsdev.scaffolds.write import OnConflict, plan_writing, write_plan
from tests.conftest import Prove
from tests.scaffolds.combinations import combinations

SCAFFOLDS = [pytest.param(each, id=each.name) for each in all_scaffolds()]


@cache
def projects(name: str) -> list[tuple[dict[str, object], Project]]:
    scaffold = next(each for each in all_scaffolds() if each.name == name)
    return [(answers, render_project(scaffold, answers)) for answers in combinations(scaffold)]


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_every_combination_lints_clean(scaffold: Scaffold, prove: Prove) -> None:
    """Not even a note: source and, where it is SAM, translation."""
    rendered = projects(scaffold.name)
    report = _lint_all(rendered)
    for finding in report.findings:
        number = int(finding.path.split("/")[0])
        pytest.fail(f"{rendered[number][0]}: {finding.path}:{finding.span.line} {finding.message}")
    kinds = {file.kind for file in report.files}
    assert kinds - {""}, "nothing in this scaffold is linted"
    by = "awsdev lint and SAM translation" if "sam" in kinds else "awsdev lint"
    prove(f"combination of {scaffold.name}", by, len(rendered))


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_every_combination_is_well_formed(scaffold: Scaffold) -> None:
    for answers, project in projects(scaffold.name):
        for path, file in project.items():
            _check_form(f"{answers}: {path}", PurePosixPath(path), file.data)


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_rendering_again_gives_the_same_bytes(scaffold: Scaffold) -> None:
    for answers, project in projects(scaffold.name):
        assert render_project(scaffold, answers) == project


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_every_parameter_matters(scaffold: Scaffold) -> None:
    """A parameter that changes nothing but the answers file is not asked."""
    rendered = projects(scaffold.name)
    for parameter in scaffold.parameters:
        if len({answers.get(parameter.name) for answers, _ in rendered}) > 1:
            texts = {
                answers.get(parameter.name): {p: f for p, f in project.items() if p != ANSWERS_FILE}
                for answers, project in rendered
            }
            assert len(texts) == 1 or len({str(text) for text in texts.values()}) > 1


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_files_of_the_manifest_are_there(scaffold: Scaffold) -> None:
    for path in scaffold.files:
        skeleton = scaffold.folder / "skeleton"
        assert (skeleton / path).is_file() or (skeleton / f"{path}.jinja").is_file()


@pytest.fixture(scope="session")
def fresh_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that holds what the projects ask for, and nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    requirements = folder / "requirements"
    requirements.mkdir()
    arguments = []
    for scaffold in all_scaffolds():
        project = projects(scaffold.name)[0][1]
        for path, file in project.items():
            if PurePosixPath(path).name.startswith("requirements"):
                target = requirements / scaffold.name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.data)
                arguments += ["-r", str(target)]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *arguments], check=True, timeout=400)
    return python


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_the_generated_tests_pass(
    scaffold: Scaffold, fresh_python: Path, tmp_path: Path, prove: Prove
) -> None:
    if not scaffold.tests:
        pytest.skip("this scaffold has no tests of its own")
    answers, project = projects(scaffold.name)[0]
    folder = tmp_path / "project"
    write_plan(plan_writing(project, folder, OnConflict.REFUSE))
    done = subprocess.run(
        [str(fresh_python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *scaffold.tests],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": os.environ["PATH"]},
        check=False,
    )
    assert done.returncode == 0, f"{answers}\n{done.stdout}\n{done.stderr}"
    passed = int(done.stdout.split(" passed")[0].split()[-1])
    prove(f"generated test of {scaffold.name}", "pytest in a fresh environment", passed)


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_generated_python_is_in_good_style(scaffold: Scaffold, tmp_path: Path) -> None:
    _, project = projects(scaffold.name)[0]
    folder = tmp_path / "project"
    write_plan(plan_writing(project, folder, OnConflict.REFUSE))
    ruff = [sys.executable, "-m", "ruff"]
    for arguments in (["check", "--no-cache"], ["format", "--no-cache", "--check"]):
        done = subprocess.run(
            [*ruff, *arguments, "."], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def _lint_all(rendered: list[tuple[dict[str, object], Project]]) -> Report:
    """Lint the projects in one run; a file that does not differ between them counts once."""
    texts: dict[str, bytes] = {}
    seen: set[tuple[str, bytes]] = set()
    for number, (_, project) in enumerate(rendered):
        for path, file in project.items():
            if is_candidate(path) and (path, file.data) not in seen:
                seen.add((path, file.data))
                texts[f"{number}/{path}"] = file.data
    return lint_data(texts)


def _check_form(where: str, path: PurePosixPath, data: bytes) -> None:
    text = data.decode("utf-8")
    assert text == "" or text.endswith("\n"), f"{where} does not end in a line end"
    assert not text.endswith("\n\n"), f"{where} ends in an empty line"
    assert "{%" not in text, f"{where} holds a template's statement"
    crlf = path.suffix in (".ps1", ".cmd", ".bat")
    assert ("\r\n" in text) == crlf, f"{where} has the wrong line ends"
    match path.suffix:
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
