"""The template, the image and the code: where they must agree, and who may do what."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml

from checkout import healthcheck

PROJECT = Path(__file__).parent.parent


class Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as what stands behind them."""


def _behind_the_tag(loader: Loader, _tag: str, node: yaml.Node) -> Any:  # noqa: ANN401
    match node:
        case yaml.ScalarNode():
            return loader.construct_scalar(node)
        case yaml.SequenceNode():
            return loader.construct_sequence(node, deep=True)
        case _:
            return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", _behind_the_tag)


@pytest.fixture(scope="module")
def resources() -> dict[str, dict[str, Any]]:
    """Return the properties of the service's resources."""
    text = (PROJECT / "infrastructure/service.yaml").read_text(encoding="utf-8")
    template = yaml.load(text, Loader)  # noqa: S506 - a kind of SafeLoader
    return {name: each.get("Properties", {}) for name, each in template["Resources"].items()}


@pytest.fixture(scope="module")
def containers(resources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the containers of a task, by name."""
    return {each["Name"]: each for each in resources["TaskDefinition"]["ContainerDefinitions"]}


def actions(role: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for policy in role["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            listed = statement["Action"]
            found |= {listed} if isinstance(listed, str) else set(listed)
    return found


def test_every_port_is_the_one_the_service_listens_on(
    resources: dict[str, dict[str, Any]], containers: dict[str, dict[str, Any]]
) -> None:
    config = runpy.run_path(str(PROJECT / "src/gunicorn.conf.py"))
    port = int(config["bind"].rpartition(":")[2])
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")

    assert port == healthcheck.PORT
    assert containers["checkout"]["PortMappings"] == [{"ContainerPort": port}]
    assert resources["TargetGroup"]["Port"] == port
    assert resources["TaskIngress"]["FromPort"] == resources["TaskIngress"]["ToPort"] == port
    [balancer] = resources["Service"]["LoadBalancers"]
    assert balancer["ContainerPort"] == port
    assert re.findall(r"^EXPOSE (\d+)$", dockerfile, re.MULTILINE) == [str(port)]


def test_the_service_waits_for_an_agent_whose_health_is_checked(
    containers: dict[str, dict[str, Any]],
) -> None:
    [dependency] = containers["checkout"]["DependsOn"]

    assert dependency["Condition"] == "HEALTHY"
    agent = containers[dependency["ContainerName"]]
    assert agent["HealthCheck"]["Command"][0] == "CMD-SHELL"
    assert agent["Essential"]


def test_nobody_reaches_the_agent_from_outside(containers: dict[str, dict[str, Any]]) -> None:
    assert "PortMappings" not in containers["appconfig-agent"]


def test_the_task_role_reads_the_configuration_and_ecs_itself_does_not(
    resources: dict[str, dict[str, Any]],
) -> None:
    assert actions(resources["TaskRole"]) == {
        "appconfig:GetLatestConfiguration",
        "appconfig:StartConfigurationSession",
    }
    assert not any(
        action.startswith("appconfig:") for action in actions(resources["ExecutionRole"])
    )


def test_the_code_gets_what_it_asks_its_environment_for(
    containers: dict[str, dict[str, Any]],
) -> None:
    given = {variable["Name"] for variable in containers["checkout"]["Environment"]}
    code = (PROJECT / "src/checkout/agent.py").read_text(encoding="utf-8")

    assert given == set(re.findall(r'"([A-Z]+_ID)"', code))


def test_the_service_has_time_to_stop(containers: dict[str, dict[str, Any]]) -> None:
    config = runpy.run_path(str(PROJECT / "src/gunicorn.conf.py"))

    assert containers["checkout"]["StopTimeout"] > config["graceful_timeout"]


def test_connections_outlive_those_of_the_load_balancer(
    resources: dict[str, dict[str, Any]],
) -> None:
    config = runpy.run_path(str(PROJECT / "src/gunicorn.conf.py"))
    attributes = {
        attribute["Key"]: attribute["Value"]
        for attribute in resources["LoadBalancer"]["LoadBalancerAttributes"]
    }

    assert config["keepalive"] > int(attributes["idle_timeout.timeout_seconds"])


@pytest.mark.parametrize("alarm", ["ErrorsAlarm", "SettingsRefusedAlarm"])
def test_the_environment_watches_an_alarm_and_may_look_at_it(
    resources: dict[str, dict[str, Any]], alarm: str
) -> None:
    watched = [monitor["AlarmArn"] for monitor in resources["Environment"]["Monitors"]]
    [policy] = resources["RollbackRole"]["Policies"]
    [statement] = policy["PolicyDocument"]["Statement"]

    assert f"{alarm}.Arn" in watched
    assert f"{alarm}.Arn" in statement["Resource"]
    assert resources[alarm]["TreatMissingData"] == "notBreaching"


@pytest.mark.parametrize("metric", ["SettingsRefusedMetric", "SettingsUnavailableMetric"])
def test_the_code_writes_what_is_counted(resources: dict[str, dict[str, Any]], metric: str) -> None:
    [message] = re.findall(r'"(.+)"', resources[metric]["FilterPattern"])
    code = (PROJECT / "src/checkout/settings.py").read_text(encoding="utf-8")

    assert f'"{message}"' in code
