"""The template and the AppSpec file name each other's parts by text: these hold them together."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

import release

Resources = dict[str, dict[str, Any]]
Read = Callable[[str], Any]


@pytest.fixture(scope="module")
def resources(properties_in: Read) -> Resources:
    return properties_in("template.yaml")


@pytest.fixture(scope="module")
def appspec(document: Read) -> dict[str, Any]:
    return document("appspec.yaml")


@pytest.mark.parametrize("function", ["Function", "BeforeTraffic"])
def test_the_handler_is_in_the_code(resources: Resources, function: str) -> None:
    module, _, name = resources[function]["Handler"].rpartition(".")

    assert callable(getattr(importlib.import_module(module), name))


def test_the_file_names_the_function_and_its_alias(
    resources: Resources, appspec: dict[str, Any]
) -> None:
    [resource] = appspec["Resources"]
    target = resource["Function"]["Properties"]

    assert target["Name"] == resources["Function"]["FunctionName"]
    assert target["Alias"] == resources["LiveAlias"]["Name"]


def test_the_file_names_the_hook(resources: Resources, appspec: dict[str, Any]) -> None:
    assert appspec["Hooks"] == [{"BeforeAllowTraffic": resources["BeforeTraffic"]["FunctionName"]}]


def test_releases_go_to_the_group_of_the_stack(resources: Resources) -> None:
    assert resources["Application"]["ApplicationName"] == release.APPLICATION
    assert resources["DeploymentGroup"]["DeploymentGroupName"] == release.APPLICATION


def test_the_alarm_watches_the_alias(resources: Resources) -> None:
    watched = {d["Name"]: d["Value"] for d in resources["ErrorsAlarm"]["Dimensions"]}

    assert watched["Resource"] == (
        f"{resources['Function']['FunctionName']}:{resources['LiveAlias']['Name']}"
    )


def test_the_hook_outlasts_what_it_asks(resources: Resources) -> None:
    asked = len(importlib.import_module("probes").PROBES)

    assert resources["BeforeTraffic"]["Timeout"] > asked * resources["Function"]["Timeout"]
