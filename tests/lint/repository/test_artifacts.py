"""Which files a build's artifacts hold, and where; what builds make."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.repository.artifacts import Artifacts, artifacts_of
from awsdev.lint.repository.builds import looks_made, read_buildspec


@pytest.mark.parametrize(
    ("pattern", "path", "held"),
    [
        ("**/*", "appspec.yml", True),
        ("**/*", "a/b/appspec.yml", True),
        ("**", "appspec.yml", True),
        (".", "appspec.yml", True),
        ("./**/*", "appspec.yml", True),
        ("*", "appspec.yml", True),
        ("*", "deploy/appspec.yml", False),
        ("*.yml", "appspec.yml", True),
        ("*.yml", "appspec.yaml", False),
        ("appspec.y*ml", "appspec.yaml", True),
        ("appspec.{yml,yaml}", "appspec.yaml", True),
        ("appspec.{yml,yaml}", "appspec.json", False),
        ("[a-b]ppspec.yml", "appspec.yml", True),
        ("./appspec.yml", "appspec.yml", True),
        ("appspec?yml", "appspec.yml", True),
        ("appspec.yml", "appspecXyml", False),
        ("**/appspec.yml", "appspec.yml", True),
        ("deploy/**/*", "deploy/appspec.yml", True),
        ("deploy/**/*", "appspec.yml", False),
        ("target/*.jar", "appspec.yml", False),
        ("a{b", "a{b", True),
        ("", "appspec.yml", True),
    ],
)
def test_patterns(pattern: str, path: str, held: bool) -> None:
    assert (Artifacts((pattern,)).place_of(path) == path) is held


def _of(text: str) -> dict[str, Artifacts]:
    return artifacts_of(parse_yaml(text).mapping)


def test_base_directory_exclusion_and_flatness() -> None:
    outputs = _of(
        "artifacts:\n  files: ['**/*']\n  base-directory: ./out*/\n  exclude-paths: ['x/**/*']\n"
        "  discard-paths: yes\n  secondary-artifacts:\n    web: {files: index.html}\n    b: 1\n"
    )
    assert set(outputs) == {"", "web"}
    output = outputs[""]
    assert output.place_of("output/deploy/appspec.yml") == "appspec.yml"
    assert output.place_of("output/x/appspec.yml") is None
    assert output.place_of("appspec.yml") is None
    assert output.place_of("out") is None
    assert outputs["web"] == Artifacts(("index.html",))
    assert output.is_known
    assert not Artifacts(("$NAME",)).is_known
    assert not Artifacts(("a",), base="${X}").is_known


@pytest.mark.parametrize(
    "text",
    ["artifacts:", "artifacts: []", "artifacts: {files: }", "artifacts: {files: {a: b}}", "a"],
)
def test_any_shape_of_artifacts_is_bearable(text: str) -> None:
    for output in _of(text).values():
        assert output.place_of("appspec.yml") is None


@settings(max_examples=300, deadline=500)
@given(st.text("*?[]{},ab/.", max_size=40), st.text("ab/.", max_size=12))
def test_any_pattern_is_bearable(pattern: str, path: str) -> None:
    assert Artifacts((pattern,), base=pattern).place_of(path) in {None, *_tails(path)}


def _tails(path: str) -> set[str]:
    steps = posixpath.normpath(path).split("/")
    return {"/".join(steps[start:]) for start in range(len(steps))}


@pytest.mark.parametrize("pattern", ["*a" * 200, "**/" * 150 + "x", "{a," * 150, "x" * 10_000])
def test_long_patterns_end(pattern: str) -> None:
    assert Artifacts((pattern,)).place_of("appspec.yml") is None


@pytest.mark.parametrize(
    "path",
    [
        "dist/",
        "./build",
        "a/target/shop.war",
        "code.zip",
        "jars/x.JAR",
        r"obj\x.txt",
        "packaged.yaml",
    ],
)
def test_what_looks_made(path: str) -> None:
    assert looks_made(path)


@pytest.mark.parametrize(
    "path", ["src/", "web/index.html", "distribution", "app.py", ".", "builder"]
)
def test_what_does_not_look_made(path: str) -> None:
    assert not looks_made(path)


def test_a_build_specification_is_read_for_what_it_runs_and_hands_on() -> None:
    text = (
        "version: 0.2\nphases:\n  install: {commands: make}\n  build:\n    commands:\n"
        "      - |\n        cp a b\n        cp b c\n    finally: [rm a]\nartifacts: {files: [x]}\n"
    )
    found = read_buildspec(text)
    assert found
    assert {"make", "cp a b", "cp b c", "rm a"} <= set(found.commands)
    assert found.artifacts == {"": Artifacts(("x",))}
    assert read_buildspec("a: [") is None
    assert read_buildspec("phases: 1") is None
    assert read_buildspec("") is None
