"""Buildspecs of batches, AppSpec files and scripts around a buildspec, in real folders."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.check import check_document
from tests.lint.folders import Files, codes_in, findings_in, lay_out

PLAIN = "version: 0.2\nphases:\n  build:\n    commands:\n      - make\n"
SERVER = "version: 0.0\nos: linux\nfiles:\n  - source: /\n    destination: /srv/shop\n"
ECS = (
    "version: 0.0\nResources:\n  - Service:\n      Type: AWS::ECS::Service\n      Properties:\n"
    "        TaskDefinition: <TASK_DEFINITION>\n        LoadBalancerInfo:\n"
    "          ContainerName: web\n          ContainerPort: 80\n"
)
LAMBDA = (
    "version: 0.0\nResources:\n  - shop:\n      Type: AWS::Lambda::Function\n      Properties:\n"
    "        Name: shop\n        Alias: live\n        CurrentVersion: 1\n        TargetVersion: 2\n"
)


def batch(kind: str, path: str) -> str:
    """A batch build that names a buildspec."""
    tasks: dict[str, object] = {
        "build-list": [{"identifier": "a", "buildspec": path}],
        "build-graph": [{"identifier": "a", "buildspec": path}],
        "build-matrix": {"dynamic": {"buildspec": [path], "env": {"image": ["a"]}}},
    }
    return PLAIN + yaml.safe_dump({"batch": {kind: tasks[kind]}})


@pytest.mark.parametrize("kind", ["build-list", "build-graph", "build-matrix"])
@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("ci/a.yml", []),
        ("./ci/a.yml", []),
        ("service/b.yml", []),
        ("b.yml", []),
        ("ci/gone.yml", ["BS701"]),
        ("$BUILDSPEC", []),
        ("arn:aws:s3:::bucket/a.yml", []),
        ("version: 0.2\nphases: {}", []),
        ("", []),
    ],
)
def test_buildspecs_of_a_batch(tmp_path: Path, kind: str, path: str, codes: list[str]) -> None:
    files: Files = {"ci/a.yml": PLAIN, "service/b.yml": PLAIN}
    lay_out(tmp_path, {**files, "service/buildspec.yml": batch(kind, path)})
    assert codes_in(tmp_path / "service" / "buildspec.yml", "BS7") == codes


def test_the_neighbour_of_a_batch_s_buildspec_is_named(tmp_path: Path) -> None:
    lay_out(
        tmp_path, {"ci/linux.yml": PLAIN, "x/buildspec.yml": batch("build-list", "ci/linus.yml")}
    )
    (found,) = findings_in(tmp_path / "x" / "buildspec.yml", "BS7")
    assert found.hint == "did you mean ci/linux.yml?"
    assert found.service_error == "YAML_FILE_ERROR: stat …/ci/linus.yml: no such file or directory"


def handing_on(*patterns: str, more: str = "", command: str = "make") -> str:
    """A buildspec with artifacts."""
    return PLAIN.replace("make", command) + f"artifacts:\n  files: {list(patterns)}\n{more}"


LEFT_OUT: dict[str, tuple[str, Files]] = {
    "a jar": (handing_on("target/shop.jar"), {"appspec.yml": SERVER}),
    "a pattern": (handing_on("target/**/*", "*.jar"), {"appspec.yaml": SERVER}),
    "excluded": (handing_on("**/*", more="  exclude-paths: ['*.yml']\n"), {"appspec.yml": SERVER}),
    "below a base": (handing_on("*.jar", more="  base-directory: out\n"), {"appspec.yml": SERVER}),
    "the task definition alone": (
        handing_on("taskdef.json", "imageDetail.json"),
        {"appspec.yaml": ECS},
    ),
}
TAKEN: dict[str, tuple[str, Files]] = {
    "everything": (handing_on("**/*"), {"appspec.yml": SERVER}),
    "by name": (handing_on("appspec.yml", "target/*"), {"appspec.yml": SERVER}),
    "flat": (handing_on("**/*", more="  discard-paths: yes\n"), {"appspec.yml": SERVER}),
    "copied": (
        handing_on("a", more="  base-directory: out\n", command="cp appspec.yml out/a"),
        {"appspec.yml": SERVER},
    ),
    "copied by a script": (
        handing_on("**/*", more="  base-directory: out\n", command="./assemble.sh out"),
        {"appspec.yml": SERVER, "assemble.sh": ""},
    ),
    "by another buildspec": (
        handing_on("target/*"),
        {"appspec.yml": SERVER, "buildspec-deploy.yml": handing_on("**/*")},
    ),
    "in a secondary output": (
        handing_on("x.jar", more="  secondary-artifacts: {b: {files: [appspec.yml]}}\n"),
        {"appspec.yml": SERVER},
    ),
    "by a variable": (handing_on("$FILES"), {"appspec.yml": SERVER}),
    "an image alone": (handing_on("imageDetail.json"), {"appspec.yaml": ECS}),
    "both for ECS": (handing_on("taskdef.json", "appspec.yaml"), {"appspec.yaml": ECS}),
    "another service's": (handing_on("imagedefinitions.json"), {"appspec.yml": SERVER}),
    "for Lambda": (handing_on("packaged.zip"), {"appspec.yml": LAMBDA}),
    "no AppSpec file": (handing_on("target/*"), {"appspec.md": SERVER}),
    "a broken AppSpec file": (handing_on("target/*"), {"appspec.yml": "["}),
    "no AppSpec file of AWS's": (handing_on("target/*"), {"appspec.yml": "a: b"}),
    "no output": (PLAIN, {"appspec.yml": SERVER}),
}


@pytest.mark.parametrize(("buildspec", "files"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_artifacts_that_leave_the_appspec_out(tmp_path: Path, buildspec: str, files: Files) -> None:
    lay_out(tmp_path, {"buildspec.yml": buildspec, **files})
    (found,) = findings_in(tmp_path / "buildspec.yml", "BS7")
    assert found.code == "BS702"
    assert found.hint == f"add {next(iter(files))} to files"


@pytest.mark.parametrize(("buildspec", "files"), TAKEN.values(), ids=TAKEN)
def test_artifacts_that_need_no_appspec_or_have_it(
    tmp_path: Path, buildspec: str, files: Files
) -> None:
    lay_out(tmp_path, {"buildspec.yml": buildspec, **files})
    assert codes_in(tmp_path / "buildspec.yml", "BS7") == []


@pytest.mark.parametrize(
    ("pattern", "codes"), [("web/**/*", []), ("**/*.yml", []), ("x/*", ["BS702"])]
)
def test_the_appspec_beside_a_deeper_buildspec(
    tmp_path: Path, pattern: str, codes: list[str]
) -> None:
    files: Files = {"web/buildspec.yml": handing_on(pattern), "web/appspec.yml": SERVER}
    assert codes_in(lay_out(tmp_path, files) / "web" / "buildspec.yml", "BS7") == codes


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("./scripts/tset.sh", "did you mean scripts/test.sh?"),
        ("bash scripts/tset.sh --all", "did you mean scripts/test.sh?"),
        ("sudo sh -e ./scripts/tset.sh", "did you mean scripts/test.sh?"),
        (". scripts/env.sh", ""),
        ("make && python3 tools.py", ""),
        ("./gradlew build", ""),
    ],
)
def test_scripts_that_commands_run(tmp_path: Path, command: str, hint: str) -> None:
    files: Files = {"buildspec.yml": PLAIN.replace("make", command), "scripts/test.sh": ""}
    (found,) = findings_in(lay_out(tmp_path, files) / "buildspec.yml", "BS7")
    assert (found.code, found.hint) == ("BS703", hint)


@pytest.mark.parametrize(
    "command",
    [
        "./scripts/test.sh",
        "cd web && ./scripts/x.sh",
        "./$DIR/x.sh",
        "./scripts/$NAME.sh",
        "elsewhere/x.sh",
        "bash elsewhere/x.sh",
        "python -m pytest",
        "python -c 'x.py'",
        "echo ./scripts/x.sh",
        "cp a scripts/x.sh && ./scripts/x.sh",
        "./scripts/made.sh",
        "./scripts/x.sh.bak",
        "./program",
        "git clone $URL scripts/x && ./scripts/x.sh",
    ],
)
def test_commands_that_are_left_alone(tmp_path: Path, command: str) -> None:
    files: Files = {
        "buildspec.yml": PLAIN.replace("make", yaml.safe_dump(command).split("\n")[0]),
        "scripts/test.sh": "",
        ".gitignore": "made.sh\n",
    }
    assert codes_in(lay_out(tmp_path, files) / "buildspec.yml", "BS7") == []


def test_a_deeper_buildspec_may_be_for_another_source(tmp_path: Path) -> None:
    files: Files = {"ci/buildspec.yml": PLAIN.replace("make", "./deploy.sh")}
    assert codes_in(lay_out(tmp_path, files) / "ci" / "buildspec.yml", "BS7") == []


def test_nothing_is_said_of_what_does_not_lie_on_disk() -> None:
    texts = {"buildspec.yml": batch("build-list", "gone.yml").encode(), "appspec.yml": b""}
    found = [one.code for one in lint_data(texts).findings if one.path == "buildspec.yml"]
    assert found == []


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["./a.sh", "a\0b", "..", "~"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["buildspec", "files", "commands"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(value=VALUES, other=VALUES)
def test_any_value_is_bearable(
    value: object, other: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = lay_out(tmp_path_factory.getbasetemp() / "any", {"appspec.yml": SERVER})
    shapes = (
        {"phases": value, "batch": other, "artifacts": value},
        {
            "phases": {"build": {"commands": [value, other]}},
            "batch": {"build-list": [{"buildspec": value}], "build-matrix": {"dynamic": other}},
            "artifacts": {"files": other, "base-directory": value},
        },
    )
    for shape in shapes:
        document = parse_yaml(yaml.safe_dump({"version": 0.2, **shape}), "buildspec.yml")
        document.surroundings = Surroundings(str(folder))
        check_document(document, "buildspec")
