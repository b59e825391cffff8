"""Containers and how they depend on each other (codes `TD201` to `TD204`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.tree import (
    Container,
    Task,
    is_left_open,
    mappings_in,
    task_of,
    text_of,
    value_of,
)
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("ecs-task-definition")

_ENDING = ("SUCCESS", "COMPLETE")


@RULES.rule("TD201", Severity.ERROR)
def no_essential_container(document: Document) -> Iterator[Problem]:
    """No container is essential.

    Every container says `"essential": false`. One that says nothing is essential.

    ## Why
    A task lives as long as its essential containers; without any ECS refuses it.

    ## AWS says
    `ClientException: Task definition doesn't have any essential container.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "essential": false
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "essential": true
        }
      ]
    }
    ```

    ## Source
    [ContainerDefinition, essential](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
    """
    task = task_of(document)
    if task.containers and not any(each.is_essential for each in task.containers):
        entry = task.containers[0].node.entry("essential")
        yield Problem(
            entry.key if entry else head_of(task.containers[0].node),
            "no container of the task is essential",
            "leave essential out of the container whose end is the task's end",
            "ClientException: Task definition doesn't have any essential container.",
        )


@RULES.rule("TD202", Severity.ERROR)
def repeated_name(document: Document) -> Iterator[Problem]:
    """Two containers have the same name.

    The finding points at the later one. Placeholders are left alone.

    ## Why
    Dependencies, load balancers and overrides name containers; ECS refuses two of one name.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
        },
        {
          "name": "web",
          "image": "public.ecr.aws/xray/aws-xray-daemon:3.x",
          "memory": 64
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
        },
        {
          "name": "xray",
          "image": "public.ecr.aws/xray/aws-xray-daemon:3.x",
          "memory": 64
        }
      ]
    }
    ```

    ## Source
    [ContainerDefinition, name](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
    """
    first: dict[str, int] = {}
    for container in task_of(document).containers:
        node = value_of(container.node, "name")
        if not isinstance(node, Scalar) or is_left_open(node):
            continue
        if node.text in first:
            line = first[node.text]
            yield Problem(
                node,
                f"the name {node.text} is taken; it is already on line {line}",
                "give each container a name of its own",
            )
        first.setdefault(node.text, node.span.line)


@RULES.rule("TD203", Severity.ERROR)
def unknown_reference(document: Document) -> Iterator[Problem]:
    """A container or a volume is named that the task does not have.

    In `dependsOn`, `links`, `volumesFrom`, `mountPoints` and `proxyConfiguration`.

    ## Why
    ECS refuses the task definition. A volume that ECS manages is declared as well, by its name.

    ## AWS says
    Of a volume: `ClientException: Unknown volume 'assets'.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "mountPoints": [{"sourceVolume": "assets", "containerPath": "/srv/assets"}]
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "mountPoints": [{"sourceVolume": "assets", "containerPath": "/srv/assets"}]
        }
      ],
      "volumes": [{"name": "assets"}]
    }
    ```

    ## Source
    [Task definition parameters](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html)
    """
    task = task_of(document)
    volumes = {text_of(volume, "name") for volume in mappings_in(task.root, "volumes")}
    for node in _container_references(task):
        name = node.text.split(":", 1)[0]
        if name not in task.container_names:
            hint = valid_ones(name, sorted(task.container_names - {""}), label="containers")
            yield Problem(node, f"the task has no container {name}", hint)
    for container in task.containers:
        for mount in mappings_in(container.node, "mountPoints"):
            source = value_of(mount, "sourceVolume")
            if not isinstance(source, Scalar) or is_left_open(source) or source.text in volumes:
                continue
            declared = sorted(volumes - {""})
            hint = valid_ones(source.text, declared, label="volumes") if declared else ""
            yield Problem(
                source,
                f"the task has no volume {source.text}",
                hint or f'add {{"name": "{source.text}"}} to volumes',
                f"ClientException: Unknown volume '{source.text}'.",
            )


def _container_references(task: Task) -> Iterator[Scalar]:
    found: list[Node | None] = [value_of(task.root.mapping("proxyConfiguration"), "containerName")]
    for container in task.containers:
        found += [value_of(each, "containerName") for each in _waits(container)]
        found += container.node.items_of("links")
        others = mappings_in(container.node, "volumesFrom")
        found += [value_of(each, "sourceContainer") for each in others]
    is_open = any(is_left_open(value_of(each.node, "name")) for each in task.containers)
    for node in () if is_open else found:
        if isinstance(node, Scalar) and node.type_name == "text" and not is_left_open(node):
            yield node


@RULES.rule("TD204", Severity.ERROR)
def impossible_dependency(document: Document) -> Iterator[Problem]:
    """A container waits for what cannot come.

    Containers that wait for each other in a circle, and one that waits for the end (`SUCCESS`
    or `COMPLETE`) of an essential container.

    ## Why
    When an essential container ends, the whole task ends, and nothing starts any more. ECS
    refuses both.

    ## AWS says
    `ClientException: A dependency container with SUCCESS or COMPLETE condition cannot be an
    essential container`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}]
        },
        {
          "name": "migrate",
          "image": "public.ecr.aws/docker/library/python:3.13",
          "memory": 256
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}]
        },
        {
          "name": "migrate",
          "image": "public.ecr.aws/docker/library/python:3.13",
          "memory": 256,
          "essential": false
        }
      ]
    }
    ```

    ## Source
    [ContainerDependency](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html)
    """
    task = task_of(document)
    by_name = {container.name: container for container in task.containers}
    for container in task.containers:
        for wait in _waits(container):
            target = by_name.get(text_of(wait, "containerName"))
            condition = value_of(wait, "condition")
            ends = text_of(wait, "condition") in _ENDING
            if target and condition and ends and target.is_essential:
                yield Problem(
                    condition,
                    f"{target.name} is essential: when it ends, the whole task does",
                    f'add "essential": false to {target.name}',
                    "ClientException: A dependency container with SUCCESS or COMPLETE condition "
                    "cannot be an essential container",
                )
    yield from _circles(by_name)


def _circles(by_name: dict[str, Container]) -> Iterator[Problem]:
    """Yield one problem for each circle, at the first of its containers."""
    waits = {name: _awaited(each) for name, each in by_name.items() if name}
    told: set[str] = set()
    for name in waits:
        way = _way_back(name, waits)
        entry = by_name[name].node.entry("dependsOn")
        if way and entry and not told & set(way):
            told |= set(way)
            yield Problem(
                entry.key,
                f"{name} waits for itself: {' → '.join([*way, name])}",
                "take one of the dependencies away",
            )


def _waits(container: Container) -> list[Mapping]:
    return list(mappings_in(container.node, "dependsOn"))


def _awaited(container: Container) -> list[str]:
    return [text_of(each, "containerName") for each in _waits(container)]


def _way_back(name: str, waits: dict[str, list[str]]) -> list[str]:
    """Return a way from a container back to itself, without its end; none where there is none."""
    came_from: dict[str, str] = {}
    waiting = [name]
    while waiting:
        here = waiting.pop()
        for there in waits.get(here, []):
            if there == name:
                way = [here]
                while way[-1] != name:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []
