"""What docs/continuous-integration.md shows is real files, which do what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.conftest import ROOT, Run

DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
PAGE = (DOCS / "continuous-integration.md").read_text("utf-8")
WORKFLOWS = sorted((EXAMPLES / "github").iterdir())
BUILDSPECS = sorted((EXAMPLES / "codebuild").iterdir())
WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"
GOOD = "version: 0.2\nphases:\n  build:\n    commands: [make]\n"


def test_the_page_shows_every_example_as_it_is() -> None:
    shown = re.findall(r"^<!-- file: (\S+) -->\n```yaml\n(.*?)^```$", PAGE, re.M | re.S)
    assert dict(shown) == {
        path.relative_to(DOCS).as_posix(): path.read_text("utf-8")
        for path in EXAMPLES.rglob("*")
        if path.is_file()
    }
    assert len(shown) == PAGE.count("```yaml")


def test_the_page_names_every_input_of_the_action() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    table = PAGE[PAGE.index("| input |") :]
    assert re.findall(r"^\| `([\w-]+)` \|.*\| `?(.*?)`? \|$", table, re.M) == [
        (name, {"paths": "the whole checkout", "arguments": "none"}.get(name, told["default"]))
        for name, told in inputs.items()
    ]


def test_the_schema_of_workflows_takes_the_workflows() -> None:
    schema = ("--builtin-schema", "vendor.github-workflows")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, *WORKFLOWS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_no_hole_in_the_workflows() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--format=json", *WORKFLOWS],
        capture_output=True,
        text=True,
        check=False,
    )
    found = [
        (each["ident"], each["locations"][0]["concrete"]["feature"].splitlines()[0])
        for each in json.loads(done.stdout)
    ]
    # The one action without a commit is the reader's own copy of this repository.
    assert found == [("unpinned-uses", "uses: example/awsdev@v0.1.0")]


def test_awsdev_finds_the_buildspecs_clean(awsdev: Run) -> None:
    report = json.loads(awsdev("lint", str(EXAMPLES), "--format", "json").stdout)
    assert report["findings"] == []
    assert [(Path(file["path"]), file["kind"]) for file in report["files"]] == [
        (path, "buildspec") for path in BUILDSPECS
    ]


def _environment(command: str) -> dict[str, str]:
    """What a job finds after its install step: the command is on the path."""
    return {**os.environ, "PATH": f"{Path(command).parent}{os.pathsep}{os.environ['PATH']}"}


def _build(command: str, spec: dict[str, Any], folder: Path, **variables: str) -> int:
    """Run a buildspec's phase `build` as CodeBuild would, in a checkout."""
    environment = {**_environment(command), **spec["env"]["variables"], **variables}
    for line in spec["phases"]["build"]["commands"]:
        done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


def _report(spec: dict[str, Any], folder: Path) -> ElementTree.Element:
    """Find the report where CodeBuild looks for it."""
    (group,) = spec["reports"].values()
    assert group["file-format"] == "JUNITXML"
    (file,) = group["files"]
    root: ElementTree.Element = ElementTree.parse(folder / group["base-directory"] / file).getroot()  # noqa: S314 - our own
    return root


def _project(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).mkdir()
        (folder / name / "buildspec.yml").write_text(text)


@pytest.mark.parametrize(("text", "status", "failures"), [(GOOD, 0, "0"), (WRONG, 1, "1")])
def test_the_build_writes_its_report_where_codebuild_looks(
    command: str, tmp_path: Path, text: str, status: int, failures: str
) -> None:
    spec = yaml.safe_load((EXAMPLES / "codebuild/buildspec.yml").read_text())
    _project(tmp_path, a=text, b=GOOD)
    assert _build(command, spec, tmp_path) == status
    root = _report(spec, tmp_path)
    assert (root.get("tests"), root.get("failures")) == ("2", failures)


def test_the_builds_of_the_matrix_find_what_one_build_finds(command: str, tmp_path: Path) -> None:
    spec = yaml.safe_load((EXAMPLES / "codebuild/buildspec-sharded.yml").read_text())
    shards = spec["batch"]["build-matrix"]["dynamic"]["env"]["variables"]["SHARD"]
    workflow = yaml.safe_load((EXAMPLES / "github/sharded.yml").read_text())
    assert workflow["jobs"]["lint"]["strategy"]["matrix"]["shard"] == shards
    _project(tmp_path, **{f"p{n}": WRONG if n % 3 else GOOD for n in range(20)})
    status = _build(command, spec, tmp_path)
    whole = sorted(suite.get("name", "") for suite in _report(spec, tmp_path))
    assert (status, len(whole)) == (1, 20)
    parts = []
    for shard in shards:
        _build(command, spec, tmp_path, SHARD=shard)
        parts += [suite.get("name", "") for suite in _report(spec, tmp_path)]
    assert sorted(parts) == whole


def test_the_step_for_code_scanning_leaves_a_file_to_upload(command: str, tmp_path: Path) -> None:
    (job,) = yaml.safe_load((EXAMPLES / "github/code-scanning.yml").read_text())["jobs"].values()
    *_, lint, upload = job["steps"]
    _project(tmp_path, a=WRONG)
    done = subprocess.run(
        ["bash", "-e", "-c", lint["run"]],
        cwd=tmp_path,
        env=_environment(command),
        check=False,
    )
    assert done.returncode == 0
    log = json.loads((tmp_path / upload["with"]["sarif_file"]).read_text("utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["BS202"]
