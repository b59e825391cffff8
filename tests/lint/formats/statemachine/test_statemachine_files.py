"""Good definitions have no findings; bad ones have exactly those a neighbour declares.

The neighbour of a bad definition has its name and `.expect` after it: code, line and column.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.statemachine import RULES
from awsdev.lint.formats.statemachine.grammar import TESTS, fields_of
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")


def findings_in(text: str, path: str = "orders.asl.json") -> list[Finding]:
    document = parse_yaml(text, path)
    assert kind_of(document, path) == "state-machine"
    return check_document(document, "state-machine")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_definition_has_no_findings(path: Path) -> None:
    assert findings_in(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_definition_has_exactly_the_declared_findings(path: Path) -> None:
    declared = path.with_name(path.name + ".expect").read_text(encoding="utf-8").splitlines()
    assert {line[:5] for line in declared} == {path.name[:5]}
    found = findings_in(path.read_text(encoding="utf-8"), path.name)
    assert sorted(f"{f.code} {f.span.line}:{f.span.column}" for f in found) == sorted(declared)
    assert all(f.message and not f.message.endswith(".") for f in found)


def test_every_rule_has_a_bad_definition() -> None:
    assert {path.name[:5] for path in BAD} == {rule.code for rule in RULES}


def test_what_a_running_machine_may_have_is_never_an_error() -> None:
    warnings = {rule.code for rule in RULES if rule.severity is Severity.WARNING}
    assert warnings == {"SF303", "SF305", "SF402", "SF403"}


def cfnlint_schema() -> dict[str, Any]:
    spec = find_spec("cfnlint")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0], "data", "schemas", "other", "step_functions")
    schema: dict[str, Any] = json.loads((folder / "statemachine.json").read_text(encoding="utf-8"))
    return schema


def test_whatever_cfnlint_knows_is_known_here() -> None:
    definitions = cfnlint_schema()["definitions"]
    for kind in ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"):
        beyond = set(definitions[kind.lower()]["properties"]) - set(fields_of(kind))
        # A Choice goes on by its rules; the language gives it neither Next nor End.
        assert beyond == ({"Next", "End", "Arguments"} if kind == "Choice" else set())
    tests = set(definitions["choice"]["definitions"]["Operator"]["properties"])
    assert tests - set(TESTS) == {"And", "Or", "Not", "Next", "Variable"}


def machine(states: str, top: str = "") -> str:
    return f'{{ {top} "StartAt": "A", "States": {{ {states} }} }}'


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            machine('"A": { "Type": "Pass", "Next": "pass3" }, "B": { "Type": "Succeed" }'),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/A/Next",
        ),
        (
            machine('"A": { "Type": "Succeed" }, "pass2": { "Type": "Pass", "End": true }'),
            'MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2',
        ),
        (
            machine('"A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "Next": "A" }'),
            "MISSING_END_STATE: Workflow has no terminal state at null",
        ),
        (
            machine('"A": { "Type": "Parallel", "Branches": [{}], "TimeoutSeconds": 1 }'),
            "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
        ),
        (
            machine('"A": { "Type": "Wrong" }'),
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: "
            "[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
        ),
        (
            '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }'.replace("StartAt", "X"),
            "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /",
        ),
        (
            machine('"A": { "Type": "Succeed", "InputPath": "$" }', '"QueryLanguage": "JSONata",'),
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field "
            "'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
        ),
        (
            machine(
                '"A": { "Type": "Succeed", "QueryLanguage": "JSONPath" }',
                '"QueryLanguage": "JSONata",',
            ),
            "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' "
            "for whole state machine at /States/A",
        ),
        (
            machine('"A": { "Type": "Pass", "Parameters": { "parsed.$": "x" }, "End": true }'),
            "SCHEMA_VALIDATION_FAILED: The value for the field 'parsed.$' must be a valid JSONPath "
            "or a valid intrinsic function call at /States/A/Parameters",
        ),
        (
            machine(
                '"A": { "Type": "Task", "Resource": "arn:aws:states:::dynamdb:x", "End": true}'
            ),
            "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::dynamdb:x is not "
            "recognized. The value is not a valid resource ARN, or the resource is not available "
            "in this region. at /States/A/Resource",
        ),
    ],
)
def test_findings_give_the_answer_of_the_service(text: str, answer: str) -> None:
    assert answer in [one.service_error for one in findings_in(text)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            machine('"A": { "Type": "Pass", "Nxt": "A", "End": true }'),
            "States.A has no field Nxt",
            "did you mean Next? Valid: ",
        ),
        (
            machine('"A": { "Type": "Pass", "Resource": "x", "End": true }'),
            "States.A has no field Resource",
            "it belongs to Task states",
        ),
        (
            machine('"A": { "Type": "Wait", "Seconds": "5", "End": true }'),
            "States.A.Seconds must be a whole number, not text",
            "write it without quotes",
        ),
        (
            machine(
                '"A": { "Type": "Wait", "Seconds": "5", "End": true }', '"QueryLanguage":"JSONata",'
            ),
            "States.A.Seconds cannot be 5",
            "allowed: a JSONata expression, {% … %}",
        ),
        (machine('"A": { "Type": "Pass", "Next": "AA" }'), "AA is no state", "did you mean A?"),
        (
            machine(
                '"A": { "Type": "Task", "Resource": "arn:aws:states:::lamda:invoke", "End": 1 }'
            ),
            "names no service lamda",
            "did you mean lambda?",
        ),
    ],
)
def test_messages_name_the_thing_and_hints_say_what_to_do(
    text: str, message: str, hint: str
) -> None:
    found = [one for one in findings_in(text) if message in one.message]
    assert len(found) == 1
    assert hint in found[0].hint
