"""How much processor and memory there is (codes `TD207` and `TD402`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.fargate_sizes import as_units, memory_for, processors
from awsdev.lint.formats.taskdefinition.tree import (
    Container,
    Task,
    is_left_open,
    number_of,
    task_of,
    value_of,
)
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_KINDS = ("cpu", "memory")
_SHOWN = 4
"""So many sizes are listed one by one."""


@RULES.rule("TD207", Severity.ERROR)
def container_sizes(document: Document) -> Iterator[Problem]:
    """The sizes of containers do not fit.

    A container without memory in a task without, a `memoryReservation` above the container's
    `memory`, a container with more memory than its task, and containers that together reserve
    more processor than their task has.

    ## Why
    ECS refuses the task definition. `memory` is where a container is ended, and
    `memoryReservation` what is kept for it; one of them is enough.

    ## AWS says
    `ClientException: Invalid setting for container 'web'. At least one of 'memory' or
    'memoryReservation' must be specified.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
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
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
        }
      ]
    }
    ```

    ## Source
    [ContainerDefinition](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html)
    """
    task = task_of(document)
    memory = _units(task, "memory")
    for container in task.containers:
        yield from _own_memory(container, task)
        entry, own = container.node.entry("memory"), number_of(container.node, "memory")
        if entry and own and memory and own > memory:
            yield Problem(
                entry.value,
                f"{container.name or container.place} has more memory than the task's {memory}",
                "raise the task's memory, or lower the container's",
                f"ClientException: The 'memory' setting for container '{container.name}' is "
                "greater than for the task.",
            )
    yield from _processors(task)


def _own_memory(container: Container, task: Task) -> Iterator[Problem]:
    hard, soft = value_of(container.node, "memory"), value_of(container.node, "memoryReservation")
    if not hard and not soft and value_of(task.root, "memory") is None:
        yield Problem(
            head_of(container.node),
            f"{container.name or container.place} has no memory, and neither has the task",
            "add memory or memoryReservation to the container, or memory to the task",
            f"ClientException: Invalid setting for container '{container.name}'. At least one of "
            "'memory' or 'memoryReservation' must be specified.",
        )
    least, most = (
        number_of(container.node, "memoryReservation"),
        number_of(container.node, "memory"),
    )
    if soft and least and most and least > most:
        yield Problem(
            soft,
            f"memoryReservation {least} is above memory {most}",
            "memory is where the container is ended: it must be the larger one",
        )


def _processors(task: Task) -> Iterator[Problem]:
    cpu = _units(task, "cpu")
    total = sum(number_of(each.node, "cpu") or 0 for each in task.containers)
    entry = task.root.entry("cpu")
    if entry and cpu and total > cpu:
        yield Problem(
            entry.value,
            f"the containers reserve {total} units of processor, the task has {cpu}",
            "raise the task's cpu, or lower that of containers",
            "ClientException: The sum of all container 'cpu' values cannot be greater than the "
            "value of the task 'cpu'.",
        )


@RULES.rule("TD402", Severity.ERROR)
def fargate_size(document: Document) -> Iterator[Problem]:
    """Fargate has no task of this size.

    A task for Fargate without `cpu` or `memory`, and a pair of them that Fargate does not have.
    Sizes are written as units (`"1024"`) or with a unit (`"1 vCPU"`, `"2 GB"`).

    ## Why
    Each amount of processor comes with a range of memory. ECS refuses any other pair.

    ## AWS says
    `ClientException: No Fargate configuration exists for given values: 256 CPU, 4096 memory. See
    the Amazon ECS documentation for the valid values.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "256",
      "memory": "4096",
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
    [Task size](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size)
    """
    task = task_of(document)
    if not task.on_fargate:
        return
    missing = [kind for kind in _KINDS if value_of(task.root, kind) is None]
    for kind in missing:
        entry = task.root.entry(kind)
        yield Problem(
            entry.key if entry else head_of(task.root),
            f"a task for Fargate lacks {kind}",
            "add it at the top level, as text",
            f"ClientException: Fargate requires that '{kind}' be defined at the task level.",
        )
    cpu, memory = _units(task, "cpu"), _units(task, "memory")
    node = value_of(task.root, "memory")
    if cpu is None or memory is None or node is None:
        return
    known = memory_for(cpu)
    if known is not None and memory not in known:
        words = f"No Fargate configuration exists for given values: {cpu} CPU, {memory} memory."
        yield Problem(
            node if known else value_of(task.root, "cpu") or node,
            f"Fargate has no task with {cpu} units of processor and {memory} MiB of memory",
            _valid_sizes(cpu),
            f"ClientException: {words} See the Amazon ECS documentation for the valid values.",
        )


def _valid_sizes(cpu: int) -> str:
    known = memory_for(cpu)
    if not known:
        return f"valid for cpu: {', '.join(str(each) for each in processors())}"
    shown = [str(each) for each in known]
    if len(shown) > _SHOWN:
        step = known[1] - known[0]
        return f"valid for cpu {cpu}: {known[0]} to {known[-1]} in steps of {step}"
    return f"valid for cpu {cpu}: {', '.join(shown)}"


def _units(task: Task, kind: str) -> int | None:
    """Return the task's cpu or memory as ECS counts it, or None where it cannot be read."""
    value = value_of(task.root, kind)
    if not isinstance(value, Scalar) or is_left_open(value):
        return None
    return as_units(value.text, kind)
