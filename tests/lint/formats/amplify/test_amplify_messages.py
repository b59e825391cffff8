"""What findings say: the near neighbour, Amplify's own words, and fixes that mend."""

from __future__ import annotations

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding
from awsdev.lint.rules.check import check_document

ARTIFACTS = "  artifacts:\n    baseDirectory: dist\n    files: ['**/*']\n"


def findings_in(text: str) -> list[Finding]:
    return check_document(parse_yaml(text, "amplify.yml"), "amplify")


def only_finding(text: str) -> Finding:
    found = findings_in(text)
    assert len(found) == 1, found
    return found[0]


def mended(text: str, finding: Finding) -> str:
    assert finding.fix
    lines = text.splitlines(keepends=True)
    for edit in finding.fix.edits:
        line = lines[edit.span.line - 1]
        assert edit.span.line == edit.span.end_line
        before, after = line[: edit.span.column - 1], line[edit.span.end_column - 1 :]
        lines[edit.span.line - 1] = before + edit.text + after
    return "".join(lines)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("base-directory", "did you mean baseDirectory? Valid: "),
        ("basedirectory", "did you mean baseDirectory? Valid: "),
        ("file", "did you mean files? Valid: "),
        ("paths", "it belongs to frontend.cache; valid here: "),
        ("discard_paths", "did you mean discard-paths? Valid: "),
        ("secondary-artifacts", "valid: "),
    ],
)
def test_unknown_key_names_what_was_meant_and_all_that_is_valid(key: str, says: str) -> None:
    text = f"version: 1\nfrontend:\n  artifacts:\n    files: ['**/*']\n    {key}: x\n"
    found = only_finding(text)
    assert found.code == "AM101"
    assert found.hint.startswith(says)
    assert found.hint.endswith("baseDirectory, files, discard-paths")


def test_a_key_of_the_application_is_sent_there() -> None:
    text = (
        "version: 1\napplications:\n- appRoot: a\n  frontend:\n    env: {}\n"
        "    artifacts: {baseDirectory: dist}\n"
    )
    assert only_finding(text).hint.startswith("it belongs to the application; ")


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        ("prebuild", "did you mean preBuild? Phases: preBuild, build, postBuild"),
        ("pre_build", "did you mean preBuild? Phases: preBuild, build, postBuild"),
        ("install", "what is installed first belongs to preBuild"),
        ("artifacts", "move artifacts out of phases: it stands beside them"),
        ("deploy", "phases: preBuild, build, postBuild"),
    ],
)
def test_unknown_phase_names_what_was_meant(phase: str, says: str) -> None:
    text = f"version: 1\nfrontend:\n  phases:\n    {phase}: {{commands: [make]}}\n{ARTIFACTS}"
    found = only_finding(text)
    assert (found.code, found.hint) == ("AM107", says)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("  artifacts: {base-directory: dist, files: ['**/*']}", "AM101"),
        ("  artifacts: {baseDirectory: dist}\n  phases: {prebuild: {commands: [make]}}", "AM107"),
    ],
)
def test_fix_gives_a_key_its_name(line: str, code: str) -> None:
    text = f"version: 1\nfrontend:\n{line}\n"
    found = only_finding(text)
    assert found.code == code
    assert findings_in(mended(text, found)) == []


def test_no_fix_where_the_right_key_stands_beside_the_wrong_one() -> None:
    text = "version: 1\nfrontend:\n  artifacts: {base-directory: a, baseDirectory: b}\n"
    assert only_finding(text).fix is None


def test_fix_quotes_a_command() -> None:
    text = (
        f"version: 1\nfrontend:\n  phases:\n    build:\n      commands:\n"
        f"        - echo Result: green\n{ARTIFACTS}"
    )
    found = only_finding(text)
    assert "        - 'echo Result: green'\n" in mended(text, found)
    assert findings_in(mended(text, found)) == []


@pytest.mark.parametrize(
    "command",
    ['"a": b', "echo a: b # c", "{a: b}", "a:\n            b: c", "a: b\n          c: d"],
)
def test_no_fix_where_quotes_are_not_sure_to_do(command: str) -> None:
    text = (
        f"version: 1\nfrontend:\n  phases:\n    build:\n      commands:\n"
        f"        - {command}\n{ARTIFACTS}"
    )
    found = only_finding(text)
    assert (found.code, found.fix) == ("AM201", None)


def test_errors_quote_amplify() -> None:
    assert only_finding("version: 1\nfrontend: {phases: {}}\n").service_error == (
        "CustomerError: The `artifacts` key was not provided in the build spec"
    )
    assert only_finding("version: 1\nbackend: {phases: {}}\n").service_error == (
        "CustomerError: Missing frontend definition in buildspec"
    )
    text = "version: 1\napplications: [{frontend: {artifacts: {baseDirectory: d}}}]\n"
    assert only_finding(text).service_error.endswith('The "appRoot" key needs to be a string')


def test_artifacts_inside_phases_are_one_mistake() -> None:
    found = only_finding("version: 1\nfrontend:\n  phases:\n    artifacts: {baseDirectory: dist}\n")
    assert (found.code, found.hint) == (
        "AM103",
        "move artifacts out of phases: it stands beside them",
    )


def test_fix_quotes_an_app_root_that_is_a_number() -> None:
    text = "version: 1\napplications: [{appRoot: 2, frontend: {artifacts: {baseDirectory: d}}}]\n"
    found = only_finding(text)
    assert found.message == "applications[0].appRoot must be text, not a number"
    assert findings_in(mended(text, found)) == []


@pytest.mark.parametrize("root", ["on", "1.2.3", "2026-11-23x", "'1'", "0x"])
def test_an_app_root_that_is_text_to_yaml_1_2_is_text(root: str) -> None:
    text = f"version: 1\napplications: [{{appRoot: {root}, frontend: {{artifacts: {{}}}}}}]\n"
    assert findings_in(text) == []


def test_a_missing_option_is_named_with_its_variable() -> None:
    text = (
        "version: 1\nbackend: {phases: {build: {commands: [npx ampx pipeline-deploy]}}}\n"
        f"frontend:\n{ARTIFACTS}"
    )
    found = only_finding(text)
    assert found.hint == "add --branch $AWS_BRANCH --app-id $AWS_APP_ID"
    assert found.service_error == "Missing required arguments: branch, app-id"


@pytest.mark.parametrize(
    "text",
    [
        "name: x\non: push\nenv: {a: b}\njobs: {}\n",
        "version: '3.8'\nservices: {web: {image: x}}\n",
        "- hosts: all\n",
        "amplify\n",
    ],
)
def test_other_files_of_that_name_are_left_alone(text: str) -> None:
    assert findings_in(text) == []
