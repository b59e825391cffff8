"""Image, templates and AppSpec file name each other by text: these hold them together."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import after_test_traffic as hook
import probes
import release

PROJECT = Path(__file__).parent.parent

Resources = dict[str, dict[str, Any]]
Read = Callable[[str], Any]


@pytest.fixture(scope="module")
def service_stack(properties_in: Read) -> Resources:
    return properties_in("template.yaml")


@pytest.fixture(scope="module")
def task(properties_in: Read) -> dict[str, Any]:
    return properties_in("infrastructure/task.yaml")["TaskDefinition"]


@pytest.fixture(scope="module")
def container(task: dict[str, Any]) -> dict[str, Any]:
    [container] = task["ContainerDefinitions"]
    return container


@pytest.fixture(scope="module")
def appspec(document: Read) -> dict[str, Any]:
    return document("appspec.yaml")


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (PROJECT / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def gunicorn() -> dict[str, Any]:
    return runpy.run_path(str(PROJECT / "src/gunicorn.conf.py"))


def test_all_name_one_container_and_port(
    service_stack: Resources,
    container: dict[str, Any],
    appspec: dict[str, Any],
    dockerfile: str,
    gunicorn: dict[str, Any],
) -> None:
    [service] = service_stack["Service"]["LoadBalancers"]
    target = appspec["Resources"][0]["TargetService"]["Properties"]["LoadBalancerInfo"]
    port = int(gunicorn["bind"].rpartition(":")[2])

    assert container["Name"] == service["ContainerName"] == target["ContainerName"]
    assert port == service["ContainerPort"] == target["ContainerPort"]
    assert port in [int(mapping["ContainerPort"]) for mapping in container["PortMappings"]]
    assert f"EXPOSE {port}\n" in dockerfile
    assert {service_stack[color]["Port"] for color in ("Blue", "Green")} == {port}


def test_what_the_image_copies_is_there(dockerfile: str) -> None:
    sources = re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE)

    assert sources
    assert all((PROJECT / source).exists() for source in sources)


def test_the_container_is_not_root(dockerfile: str) -> None:
    [user] = re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE)

    assert int(user) > 0


def test_answers_are_finished_before_ecs_kills(
    container: dict[str, Any], gunicorn: dict[str, Any]
) -> None:
    assert gunicorn["graceful_timeout"] < container["StopTimeout"]


def test_both_target_groups_are_the_same(service_stack: Resources) -> None:
    assert service_stack["Blue"] == service_stack["Green"]


def test_health_is_asked_where_the_hook_asks_too(service_stack: Resources) -> None:
    assert service_stack["Blue"]["HealthCheckPath"] in [probe.path for probe in probes.PROBES]


def test_the_file_names_the_hook(service_stack: Resources, appspec: dict[str, Any]) -> None:
    assert appspec["Hooks"] == [
        {"AfterAllowTestTraffic": service_stack["AfterTestTraffic"]["FunctionName"]}
    ]


def test_the_hook_asks_the_test_listener(service_stack: Resources) -> None:
    variables = service_stack["AfterTestTraffic"]["Environment"]["Variables"]

    assert int(variables["TEST_PORT"]) == service_stack["TestListener"]["Port"]


def test_the_hook_outlasts_its_patience(service_stack: Resources) -> None:
    # A round that began before patience ended may meet a load balancer that answers nothing.
    zones = 3
    longest_round = hook.ANSWER_SECONDS * len(probes.PROBES) * zones

    assert service_stack["AfterTestTraffic"]["Timeout"] > hook.PATIENCE_SECONDS + 2 * longest_round


def test_releases_go_from_the_task_to_the_group_of_the_stack(
    service_stack: Resources, task: dict[str, Any]
) -> None:
    assert task["Family"] == service_stack["Service"]["TaskDefinition"] == release.FAMILY
    assert service_stack["Application"]["ApplicationName"] == release.APPLICATION
    assert service_stack["DeploymentGroup"]["DeploymentGroupName"] == release.APPLICATION
