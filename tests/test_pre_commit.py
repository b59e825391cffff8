"""The hook of pre-commit: which files it is given, and a commit that it holds up."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.kinds import is_candidate
from tests.checkout import commit_all, copy_checkout, git
from tests.conftest import ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
EXAMPLE = ROOT / "docs/examples/pre-commit-config.yaml"
(HOOK,) = yaml.safe_load(MANIFEST.read_text())
WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"

needs_pre_commit = pytest.mark.skipif(
    not importlib.util.find_spec("pre_commit") or not shutil.which("git"),
    reason="pre-commit or git is not installed",
)


def _pre_commit(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=cwd,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_pre_commit
def test_pre_commit_takes_the_manifest_and_the_example() -> None:
    for command, file in (("validate-manifest", MANIFEST), ("validate-config", EXAMPLE)):
        done = _pre_commit(command, str(file), cwd=ROOT)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


@given(
    st.sampled_from(["", "a/", "samconfig.toml/", "x.yml/"]),
    st.sampled_from(["template", "samconfig", "Samconfig", "x.samconfig", ".hidden", "값", "a b"]),
    st.sampled_from(
        [
            "",
            ".yml",
            ".YAML",
            ".json",
            ".jsonl",
            ".template",
            ".vtl",
            ".vm",
            ".toml",
            ".ymlx",
            "yml",
        ]
    ),
)
def test_it_is_given_what_a_folder_is_searched_for(folder: str, stem: str, ending: str) -> None:
    path = f"{folder}{stem}{ending}"
    assert bool(re.search(HOOK["files"], path)) == is_candidate(path)


@needs_pre_commit
@pytest.mark.network
@pytest.mark.gate
def test_a_commit_that_aws_would_refuse_is_held_up(tmp_path: Path) -> None:
    copy_checkout(tmp_path / "awsdev")
    rev = commit_all(tmp_path / "awsdev")
    project = tmp_path / "project"
    project.mkdir()
    config = EXAMPLE.read_text().replace("https://github.com/example/awsdev", "../awsdev")
    (project / ".pre-commit-config.yaml").write_text(config.replace("v0.1.0", rev))
    files = {
        "buildspec.yml": WRONG,
        "compose.yml": "services: {}\n",
        "chart/templates/app.yaml": "{{- if .Values.on }}\na: {{ .Values.a }}\n{{- end }}\n",
        "package.json": '{"name": "orders"}\n',
        "with blank/값[1].json": "{}\n",
        "notes.txt": "version: 0.2\n",
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    git(project, "init", "--quiet")
    git(project, "add", "--all")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    assert _pre_commit("install", cwd=project, **home).returncode == 0

    done = git(project, "commit", "-m", "All", **home)
    assert done.returncode == 1, done.stdout + done.stderr
    said = done.stdout + done.stderr
    assert re.search(r"^buildspec\.yml:3:3: error BS202: ", said, re.MULTILINE), said
    passed_over = set(re.findall(r"^(.+): passed over: ", said, re.MULTILINE))
    assert passed_over == {".pre-commit-config.yaml", *files} - {"buildspec.yml", "notes.txt"}

    (project / "buildspec.yml").write_text(WRONG.replace("biuld", "build"))
    git(project, "add", "--all")
    done = git(project, "commit", "-m", "All", **home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^awsdev lint\.+Passed$", done.stderr, re.MULTILINE), done.stderr

    (project / "compose.yml").write_text("services: {web: {}}\n")
    done = git(project, "commit", "-a", "-m", "No file of a kind awsdev knows", **home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^awsdev lint\.+Passed$", done.stderr, re.MULTILINE), done.stderr
