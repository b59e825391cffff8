"""The templates: their parts name each other by text, so these tests hold them together."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

Resources = dict[str, dict[str, Any]]
Read = Callable[[str], Any]


@pytest.fixture(scope="module")
def function_stack(properties_in: Read) -> Resources:
    return properties_in("infrastructure/function.yaml")


@pytest.fixture(scope="module")
def pipeline_stack(properties_in: Read) -> Resources:
    return properties_in("infrastructure/pipeline.yaml")


@pytest.fixture(scope="module")
def actions(pipeline_stack: Resources) -> list[dict[str, Any]]:
    return [a for stage in pipeline_stack["Pipeline"]["Stages"] for a in stage["Actions"]]


@pytest.fixture(scope="module")
def buildspec(document: Read) -> dict[str, Any]:
    return document("buildspec.yml")


def test_the_handler_is_in_the_code(function_stack: Resources) -> None:
    module, _, name = function_stack["Function"]["Handler"].rpartition(".")

    answer = getattr(importlib.import_module(module), name)({}, None)

    assert "weight_grams" in answer["errors"]


def test_the_placeholder_answers_by_the_same_name(function_stack: Resources) -> None:
    module, _, name = function_stack["Function"]["Handler"].rpartition(".")
    assert module == "index", "inline code is the module `index`"
    namespace: dict[str, Any] = {}

    exec(function_stack["Function"]["Code"]["ZipFile"], namespace)  # noqa: S102

    assert "nothing has been deployed" in namespace[name]({}, None)["error"]


def test_the_pipeline_deploys_to_the_function_and_its_alias(
    function_stack: Resources, actions: list[dict[str, Any]]
) -> None:
    [deploy] = [a["Configuration"] for a in actions if a["ActionTypeId"]["Category"] == "Deploy"]

    assert deploy["FunctionName"] == function_stack["Function"]["FunctionName"]
    assert deploy["FunctionAlias"] == function_stack["LiveAlias"]["Name"]


def test_the_pipeline_watches_the_alarm_on_the_alias(
    function_stack: Resources, actions: list[dict[str, Any]]
) -> None:
    [deploy] = [a["Configuration"] for a in actions if a["ActionTypeId"]["Category"] == "Deploy"]
    alarm = function_stack["ErrorsAlarm"]

    assert deploy["Alarms"].split(",") == [alarm["AlarmName"]]
    assert {d["Name"]: d["Value"] for d in alarm["Dimensions"]}["Resource"] == (
        f"{function_stack['Function']['FunctionName']}:{function_stack['LiveAlias']['Name']}"
    )


def test_each_artifact_is_made_before_it_is_used(actions: list[dict[str, Any]]) -> None:
    made: set[str] = set()
    for action in actions:
        assert made.issuperset(a["Name"] for a in action.get("InputArtifacts", []))
        made.update(a["Name"] for a in action.get("OutputArtifacts", []))


def test_the_build_tests_with_what_the_function_runs_on(
    function_stack: Resources, buildspec: dict[str, Any]
) -> None:
    python = buildspec["phases"]["install"]["runtime-versions"]["python"]

    assert function_stack["Function"]["Runtime"] == f"python{python}"


def test_the_build_fills_the_report_groups_of_the_stack(
    pipeline_stack: Resources, buildspec: dict[str, Any]
) -> None:
    groups = {pipeline_stack[name]["Name"] for name in ("TestReports", "CoverageReports")}
    project = pipeline_stack["BuildProject"]["Name"]

    assert groups == {f"{project}-{report}" for report in buildspec["reports"]}
