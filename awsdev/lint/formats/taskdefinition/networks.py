"""Ports and networks (codes `TD301`, `TD302` and `TD401`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.tree import (
    Container,
    Task,
    is_left_open,
    mappings_in,
    number_of,
    task_of,
    value_of,
)
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_FIXED = ("awsvpc", "host")
_WITHOUT_VPC = {
    "links": "Links are not supported when networkMode=awsvpc.",
    "hostname": "hostname is not supported on container when networkMode=awsvpc.",
    "dnsServers": "DNS servers are not supported on container when networkMode=awsvpc.",
    "extraHosts": "",
    "disableNetworking": "",
}
"""What ECS does not take with awsvpc, and its words where they are on record."""


@RULES.rule("TD301", Severity.ERROR)
def port_mappings(document: Document) -> Iterator[Problem]:
    """A port mapping that cannot be.

    A `hostPort` other than the `containerPort` where the network mode is `awsvpc` or `host`, and
    a mapping without a `containerPort` or `containerPortRange`.

    ## Why
    With `awsvpc` the task has an address of its own, so there is nothing to map a port to. Leave
    `hostPort` out, and give the load balancer the container's port.

    ## AWS says
    `ClientException: When networkMode=awsvpc, the host ports and container ports in port mappings
    must match.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "networkMode": "awsvpc",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "portMappings": [{"containerPort": 80, "hostPort": 8080}]
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "networkMode": "awsvpc",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "portMappings": [{"containerPort": 80}]
        }
      ]
    }
    ```

    ## Source
    [PortMapping](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html)
    """
    task = task_of(document)
    for container in task.containers:
        for mapping in mappings_in(container.node, "portMappings"):
            yield from _faults_of(mapping, container, task)


def _faults_of(mapping: Mapping, container: Container, task: Task) -> Iterator[Problem]:
    port, host = value_of(mapping, "containerPort"), value_of(mapping, "hostPort")
    if port is None and value_of(mapping, "containerPortRange") is None:
        yield Problem(
            head_of(mapping),
            "a port mapping has no containerPort",
            "put containerPort and hostPort into one mapping",
            f"ClientException: Invalid 'containerPort' setting for container '{container.name}'.",
        )
        return
    inner, outer = number_of(mapping, "containerPort"), number_of(mapping, "hostPort")
    # 0 is a port that ECS chooses: here the container's own.
    if task.network_mode in _FIXED and host and inner and outer and inner != outer:
        mode = task.network_mode
        yield Problem(
            host,
            f"with {mode} the hostPort {outer} cannot differ from the containerPort {inner}",
            "leave hostPort out",
            f"ClientException: When networkMode={mode}, the host ports and container ports in "
            "port mappings must match.",
        )


@RULES.rule("TD302", Severity.ERROR)
def not_with_awsvpc(document: Document) -> Iterator[Problem]:
    """A setting of containers that awsvpc does not have.

    `links`, `hostname`, `dnsServers`, `extraHosts` and `disableNetworking`, where the network
    mode is `awsvpc`.

    ## Why
    The containers of such a task share one network: they reach each other at `localhost`, and
    the VPC resolves names.

    ## AWS says
    `ClientException: Links are not supported when networkMode=awsvpc.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "networkMode": "awsvpc",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "links": ["proxy"]
        },
        {
          "name": "proxy",
          "image": "public.ecr.aws/envoy/envoy:v1.31",
          "memory": 128
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "networkMode": "awsvpc",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
        },
        {
          "name": "proxy",
          "image": "public.ecr.aws/envoy/envoy:v1.31",
          "memory": 128
        }
      ]
    }
    ```

    ## Source
    [ContainerDefinition](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
    """
    task = task_of(document)
    if task.network_mode != "awsvpc":
        return
    for container in task.containers:
        for key, words in _WITHOUT_VPC.items():
            entry, value = container.node.entry(key), value_of(container.node, key)
            off = isinstance(value, Scalar) and value.text == "false"
            if entry and value and not off:
                yield Problem(
                    entry.key,
                    f"{key} is not supported with the network mode awsvpc",
                    "take it out: the containers reach each other at localhost",
                    f"ClientException: {words}" if words else "",
                )


@RULES.rule("TD401", Severity.ERROR)
def fargate_network(document: Document) -> Iterator[Problem]:
    """A task for Fargate has another network mode than awsvpc.

    `networkMode` is missing, or not `awsvpc`, where `requiresCompatibilities` names `FARGATE`.

    ## Why
    Without a network mode a task on Linux has `bridge`, and on Fargate there is no host to share
    a network with.

    ## AWS says
    `ClientException: Fargate only supports network mode ‘awsvpc’.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "requiresCompatibilities": ["FARGATE"],
      "cpu": "256",
      "memory": "512",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27"
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "256",
      "memory": "512",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27"
        }
      ]
    }
    ```

    ## Source
    [Task definition differences for Fargate](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html)
    """
    task = task_of(document)
    node = value_of(task.root, "networkMode")
    if task.on_fargate and task.network_mode != "awsvpc" and not is_left_open(node):
        what = f"has the network mode {task.network_mode}" if node else "lacks networkMode"
        yield Problem(
            node or head_of(task.root),
            f"a task for Fargate {what}",
            'write "networkMode": "awsvpc"',
            "ClientException: Fargate only supports network mode ‘awsvpc’.",
        )
