"""What findings say: the near neighbour, the valid choices, and CodeBuild's own words."""

from __future__ import annotations

import textwrap

import botocore.session
import pytest

from awsdev.lint.documents.document import DocumentError
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding
from awsdev.lint.formats.buildspec.compute import COMPUTE_TYPES, ENVIRONMENT_TYPES
from awsdev.lint.formats.buildspec.runtimes import image_tags, runtimes
from awsdev.lint.rules.check import check_document


def only_finding(text: str) -> Finding:
    found = check_document(parse_yaml(textwrap.dedent(text), "buildspec.yml"), "buildspec")
    assert len(found) == 1, found
    return found[0]


def in_install(line: str) -> str:
    return (
        f"version: 0.2\nphases:\n  install:\n    runtime-versions:\n      {line}\n"
        "  build:\n    commands:\n      - make\n"
    )


def codes_in(text: str) -> list[str]:
    return [one.code for one in check_document(parse_yaml(text, "buildspec.yml"), "buildspec")]


def test_mapping_command_quotes_codebuild_with_its_line_numbers() -> None:
    found = only_finding("""\
        version: 0.2
        phases:
          build:
            commands:
              - make
              - echo Result: green
        """)
    assert found.service_error == (
        "Expected Commands[1] to be of string type: found subkeys instead at line 6, "
        "value of the key tag on line 5 might be empty"
    )
    assert "quotes" in found.hint


def test_unknown_phase_quotes_codebuild() -> None:
    found = only_finding("""\
        version: 0.2
        phases:
          build:
            commands: [make]
          artifacts:
            files: [a]
        """)
    assert found.service_error == (
        "Invalid buildspec phase name: artifacts. Expecting: build,install,post_build,pre_build"
    )
    assert "top level" in found.hint


def test_unknown_phase_names_its_neighbour() -> None:
    found = only_finding("version: 0.2\nphases:\n  post-build:\n    commands: [make]\n")
    assert found.hint.startswith("did you mean post_build?")


def test_unknown_key_names_its_neighbour_and_all_valid_keys() -> None:
    found = only_finding("""\
        version: 0.2
        phases:
          build:
            commands: [make]
        reports:
          unit:
            file: [a.xml]
            files: [a.xml]
        """)
    assert found.message == "unknown key file in reports.unit"
    assert found.hint == (
        "did you mean files? Valid: files, base-directory, discard-paths, file-format"
    )


def test_unknown_key_that_is_valid_elsewhere_says_where() -> None:
    found = only_finding("""\
        version: 0.2
        phases:
          build:
            commands: [make]
        exported-variables: [A]
        """)
    assert found.hint.startswith("it belongs to env; ")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("node: 22", "did you mean nodejs?"),
        ("python3: 3.x", "did you mean python?"),
        ("go: 1.26", "did you mean golang?"),
        ("openjdk: 21", "did you mean java?"),
    ],
)
def test_unknown_runtime_names_what_was_meant(line: str, says: str) -> None:
    found = only_finding(in_install(line))
    assert found.code == "BS401"
    assert found.hint.startswith(says)
    name = line.split(":", maxsplit=1)[0]
    assert found.service_error.startswith(f"Unknown runtime named '{name}'.")


def test_runtime_version_names_its_neighbour() -> None:
    found = only_finding(in_install("java: 17"))
    assert found.code == "BS402"
    assert found.hint.startswith("did you mean corretto17? Images carry corretto8, ")


def test_float_version_says_what_yaml_makes_of_it() -> None:
    found = only_finding(in_install("python: 3.10"))
    assert found.message == "without quotes YAML reads 3.10 as the number 3.1"
    assert found.hint == 'write "3.10"'


@pytest.mark.parametrize(
    "line",
    [
        'python: "3.10"',
        "python: 3.x",
        "python: 3.14",
        "python: latest",
        "python: $PYTHON",
        "python: 3.13.2",
        "nodejs: 16",
        "nodejs: 20.18.1",
        "nodejs: 21.7",
        "java: corretto8",
        "java: corretto21.x",
        "dotnet: 8.0.404",
        "rust: 1.94",
        "powershell: 7.2.4",
        "NodeJS: 22",
    ],
)
def test_what_an_image_may_take_is_no_finding(line: str) -> None:
    assert codes_in(in_install(line)) == []


def test_data_knows_the_images_and_their_source() -> None:
    known = runtimes()
    assert set(known.versions) == {
        "dotnet",
        "golang",
        "java",
        "nodejs",
        "php",
        "python",
        "ruby",
        "rust",
    }
    assert known.versions["python"][-1] == "3.14"
    assert known.versions["java"][0] == "corretto8"
    assert set(known.retired) == {"android", "docker"}


def test_compute_is_what_the_api_takes() -> None:
    service = botocore.session.get_session().get_service_model("codebuild")
    assert set(COMPUTE_TYPES) == set(service.shape_for("ComputeType").enum)
    assert set(ENVIRONMENT_TYPES) == set(service.shape_for("EnvironmentType").enum)


def test_images_are_known_by_name_and_tag() -> None:
    tags = image_tags()
    assert tags["aws/codebuild/standard"][-1] == "8.0"
    assert "5.0" in tags["aws/codebuild/amazonlinux2-x86_64-standard"]
    assert "python3.12" in tags["aws/codebuild/amazonlinux-aarch64-lambda-standard"]
    assert all(isinstance(tag, str) for listed in tags.values() for tag in listed)


def test_image_names_the_nearest_tag() -> None:
    found = only_finding("""\
        version: 0.2
        batch:
          build-list:
            - identifier: linux
              env:
                image: aws/codebuild/standard:7
        """)
    assert found.hint.startswith("did you mean aws/codebuild/standard:7.0?")


def test_artifacts_quote_codebuild() -> None:
    head = "version: 0.2\nphases: {build: {commands: [make]}}\nartifacts:\n"
    primary = only_finding(f"{head}  secondary-artifacts: {{a: {{files: [b]}}}}\n")
    assert (primary.code, str(primary.severity)) == ("BS507", "warning")
    nothing = only_finding(f"{head}  name: a\n")
    assert (nothing.code, str(nothing.severity)) == ("BS102", "error")
    words = "no definition for primary artifacts in buildspec"
    assert primary.service_error == nothing.service_error == words
    doubled = only_finding(f"{head}  base-directory: dist\n  files: [dist/a]\n")
    assert doubled.service_error == "no matching artifact paths found"
    assert doubled.hint == 'write "a", or leave base-directory out'


def test_phase_without_commands_quotes_the_log() -> None:
    found = only_finding("version: 0.2\nphases: {pre_build: {}, build: {commands: [make]}}\n")
    assert found.service_error == "No commands found for phase name: pre_build"


def test_quoted_version_of_a_batch_quotes_codebuild() -> None:
    found = only_finding("version: '0.2'\nbatch: {build-fanout: {parallelism: 2}}\n")
    assert found.service_error == "cannot unmarshal !!str `0.2` into float64"


@pytest.mark.parametrize("shell", ["bash", "/bin/sh", "sh", "/bin/bash", "powershell.exe", "pwsh"])
def test_a_shell_under_any_of_its_names_is_no_finding(shell: str) -> None:
    text = f"version: 0.2\nenv: {{shell: {shell}}}\nphases: {{build: {{commands: [make]}}}}\n"
    assert codes_in(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("phases:\n\tbuild:\n", "found character that cannot start any token"),
        ("phases: [a\nb: c\n", "did not find expected ',' or ']'"),
        # What AWS's own sample of a build graph once had.
        (
            "batch:\n  build-graph:\n    ignore-failure: true\n    - identifier: a\n",
            "did not find expected key",
        ),
        ("phases: build: make\n", "mapping values are not allowed in this context"),
    ],
)
def test_broken_yaml_is_told_in_the_words_codebuild_prints(text: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words.replace("]", r"\]")):
        parse_yaml(f"version: 0.2\n{text}", "buildspec.yml")


def test_circle_is_spelled_out() -> None:
    found = only_finding("""\
        version: 0.2
        batch:
          build-graph:
            - identifier: a
              depend-on: [b]
            - identifier: b
              depend-on: [a]
        """)
    assert found.message.endswith("a → b → a")


def test_a_long_chain_of_tasks_is_no_circle() -> None:
    tasks = "".join(
        f"    - identifier: t{number}\n      depend-on: [t{number + 1}]\n" for number in range(3000)
    )
    text = f"version: 0.2\nbatch:\n  build-graph:\n{tasks}    - identifier: t3000\n"
    assert codes_in(text) == []


@pytest.mark.parametrize(
    "value", ["ABORT", "continue", "RETRY", "Retry-3", "RETRY-150", "RETRY-timed out", "Retry-2-.*"]
)
def test_on_failure_takes_its_choices_in_any_case(value: str) -> None:
    phase = f"    on-failure: {value}\n    commands: [make]\n"
    assert codes_in(f"version: 0.2\nphases:\n  build:\n{phase}") == []


@pytest.mark.parametrize("version", ["0.1", "0.2", '"0.2"', "'0.1'", "0.20"])
def test_known_versions_in_any_spelling(version: str) -> None:
    assert codes_in(f"version: {version}\nphases:\n  build:\n    commands: [make]\n") == []


def test_empty_document_has_nothing_to_say() -> None:
    assert codes_in("") == []
