"""A build specification in a template has the findings it has as a file, at its places there."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from _pytest.mark import ParameterSet

from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding
from tests.conftest import ROOT, Prove, Run

BUILDSPECS = ROOT / "tests" / "lint" / "formats" / "buildspec"
_HEAD = """\
Parameters:
  Role: {Type: String}
Resources:
  Build:
    Type: AWS::CodeBuild::Project
    Properties:
      ServiceRole: !Ref Role
      Artifacts: {Type: NO_ARTIFACTS}
      Environment:
        Type: LINUX_CONTAINER
        ComputeType: BUILD_GENERAL1_SMALL
        Image: aws/codebuild/standard:7.0
      Source:
        Type: NO_SOURCE
        BuildSpec: """
_LINES, _INDENT = _HEAD.count("\n") + 1, 10
# How a text is written in one style or another is its writer's affair; these keep every line.
_WRONG = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"


def _template(text: str) -> str:
    lines = "".join(
        f"{' ' * _INDENT if line.strip() else ''}{line}" for line in text.splitlines(True)
    )
    return f"{_HEAD}|2\n{lines}"


def _fits(text: str) -> bool:
    """Whether a text is the same again when YAML reads the template it stands in."""
    try:
        resources = yaml.load(_template(text), Loader=yaml.BaseLoader)["Resources"]  # noqa: S506 - values as texts
        read = resources["Build"]["Properties"]["Source"]["BuildSpec"]
    except (yaml.YAMLError, TypeError):
        return False
    return bool(read == text) and "\n" in text.strip()


FILES = [
    pytest.param(path, id=f"{path.parent.name}-{path.stem}")
    for path in sorted(BUILDSPECS.glob("*/*.y*ml"))
    if _fits(path.read_text("utf-8"))
]


@cache
def _of_files() -> dict[str, list[Finding]]:
    """What is found in the files as they are, without what their comments silence."""
    return _found({_name(path): path.read_bytes() for path in map(_path, FILES)}, "buildspec")


@cache
def _of_templates() -> dict[str, list[Finding]]:
    return _found({_name(path): _template(path.read_text()).encode() for path in map(_path, FILES)})


def _path(parameter: ParameterSet) -> Path:
    return Path(str(parameter.values[0]))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _found(texts: dict[str, bytes], family: str = "") -> dict[str, list[Finding]]:
    report = lint_data(texts, family=family)
    return {file.path: file.findings for file in report.files}


@pytest.mark.parametrize("path", FILES)
def test_the_findings_are_those_of_the_file(path: Path, prove: Prove) -> None:
    found = _of_templates()[_name(path)]
    expected = Counter(
        (each.code, each.message, each.span.line + _LINES, each.span.column + _INDENT)
        for each in _of_files()[_name(path)]
    )
    assert (
        Counter((each.code, each.message, each.span.line, each.span.column) for each in found)
        == expected
    )
    assert {(each.kind, each.fix) for each in found} <= {("cloudformation", None)}
    prove("build specification in a template", "the same as a file")


def test_most_files_can_be_written_into_a_template() -> None:
    assert len(FILES) > 80


@pytest.mark.parametrize("style", ["|", ">", "|-", '"'])
def test_a_place_is_found_in_every_style(style: str) -> None:
    written = {
        '"': json.dumps(_WRONG),
        ">": ">\n" + re.sub(r"^(.+)$", r"          \1\n", _WRONG, flags=re.MULTILINE),
    }.get(style, f"{style}\n" + re.sub(r"^", " " * _INDENT, _WRONG, flags=re.MULTILINE).rstrip(" "))
    text = f"{_HEAD}{written}\n"
    found = lint_data({"template.yaml": text.encode()}).findings
    places = [
        text.splitlines()[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]
        for each in found
        if each.code == "BS202"
    ]
    assert places == ["biuld"]


@pytest.mark.parametrize(
    "value",
    [
        "buildspec.yml",
        "!Sub |\n          version: ${V}\n          phases: {biuld: {}}",
        "!Ref Role",
    ],
)
def test_what_is_no_text_of_the_template_is_left_alone(value: str) -> None:
    found = lint_data({"template.yaml": f"{_HEAD}{value}\n".encode()}).findings
    assert not [each for each in found if each.code.startswith("BS")]


def test_comments_silence_it_in_the_text_and_in_the_template(awsdev: Run, tmp_path: Path) -> None:
    silent = _WRONG.replace("biuld:", "biuld:  # awsdev: ignore[BS202]")
    (tmp_path / "template.yaml").write_text(_template(silent))
    assert awsdev("lint", "template.yaml").returncode == 0
    (tmp_path / "template.yaml").write_text("# awsdev: ignore-file[BS202]\n" + _template(_WRONG))
    assert awsdev("lint", "template.yaml").returncode == 0
    broken = _template("version: 0.2\nphases: [make\n")
    (tmp_path / "template.yaml").write_text(broken)
    found = json.loads(awsdev("lint", "template.yaml", "--format", "json").stdout)["findings"]
    assert [(each["code"], each["line"]) for each in found] == [("AD102", _LINES + 2)]
