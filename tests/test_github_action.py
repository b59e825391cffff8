"""The action: what its schema and a security linter say, and its steps as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.checkout import copy_checkout
from tests.conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = {step.get("name", step.get("id")): step for step in ACTION["runs"]["steps"]}
WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"
WARNED = "version: 0.2\nphases:\n  build:\n    commands: [make]\n    commands: [make]\n"
GOOD = "version: 0.2\nphases:\n  build:\n    commands: [make]\n"


def test_the_schema_of_actions_takes_it() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_no_hole_in_it() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--persona=pedantic", "--format=json", ROOT / "action.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout) == [], done.stderr


def test_inputs_reach_a_step_by_its_environment_only() -> None:
    """What zizmor looks for too, said without zizmor."""
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


class Runner:
    """What GitHub's runner does with the steps of a composite action."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "workspace"
        self._temp = folder / "temp of runner"
        self._action = folder / "action"
        for made in (self.workspace, self._temp):
            made.mkdir()
        copy_checkout(self._action)

    def run(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        step = STEPS[name]
        assert step["shell"] == "bash"
        script = self._temp / "step.sh"
        script.write_text(step["run"])
        context = {f"inputs.{key}": str(told["default"]) for key, told in ACTION["inputs"].items()}
        context |= {f"inputs.{key.replace('_', '-')}": value for key, value in inputs.items()}
        context["steps.python.outputs.python-path"] = sys.executable
        # A runner's job knows nothing of the environment the tests run in.
        environment = {
            k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")
        }
        environment |= {
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(self._action),
            "RUNNER_TEMP": str(self._temp),
        }
        environment |= {key: _evaluated(value, context) for key, value in step["env"].items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def _evaluated(value: str, context: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: context[match[1]], value)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("runner"))
    done = runner.run("Install awsdev")
    assert done.returncode == 0, done.stdout + done.stderr
    files = {
        "buildspec.yml": GOOD,
        "ci/buildspec.yml": WRONG,
        "a b/buildspec.yml": WARNED,
        "-dash.yml": GOOD,
    }
    for name, text in files.items():
        (runner.workspace / name).parent.mkdir(exist_ok=True)
        (runner.workspace / name).write_text(text)
    return runner


@pytest.mark.network
@pytest.mark.gate
@pytest.mark.parametrize(
    ("inputs", "status", "summary"),
    [
        ({}, 1, "1 error, 1 warning in 4 files; 1 can be mended with --fix."),
        ({"paths": "ci"}, 1, "1 error in 1 file; 1 can be mended with --fix."),
        ({"paths": "a b\nci\n"}, 1, "1 error, 1 warning in 2 files; 1 can be mended with --fix."),
        (
            {"paths": "  */buildspec.yml  \n\n"},
            1,
            "1 error, 1 warning in 2 files; 1 can be mended with --fix.",
        ),
        ({"paths": ""}, 1, "1 error, 1 warning in 4 files; 1 can be mended with --fix."),
        ({"paths": "buildspec.yml"}, 0, "No findings in 1 file."),
        ({"paths": "-dash.yml"}, 0, "No findings in 1 file."),
        ({"paths": "a b", "fail_on": "error"}, 0, "1 warning in 1 file."),
        ({"fail_on": "never"}, 0, "1 error, 1 warning in 4 files; 1 can be mended with --fix."),
        (
            {"paths": "ci", "arguments": "--timeout=60\n--jobs\n1\n"},
            1,
            "1 error in 1 file; 1 can be mended with --fix.",
        ),
        ({"paths": "ci", "arguments": "--kind=appspec"}, 1, ""),
    ],
)
def test_lint(runner: Runner, inputs: dict[str, Any], status: int, summary: str) -> None:
    done = runner.run("Lint", **inputs)
    assert (done.returncode, done.stderr) == (status, ""), done.stdout
    *commands, last = done.stdout.splitlines()
    assert last == summary or not summary
    assert all(re.match(r"::(error|warning) file=", line) for line in commands)
    assert bool(commands) != last.startswith("No findings")


@pytest.mark.network
@pytest.mark.gate
@pytest.mark.parametrize("name", ["paths", "fail_on", "arguments"])
def test_an_input_never_becomes_script(runner: Runner, name: str) -> None:
    for words in ("$(touch owned)", "`touch owned`", "x; touch owned", "'; touch owned; '", "*"):
        done = runner.run("Lint", **{name: words})
        assert done.returncode in (1, 2)
        assert "syntax error" not in done.stderr
        assert not list(runner.workspace.rglob("owned"))
