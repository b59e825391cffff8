"""Logs of containers (codes `TD501` to `TD504`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.tree import (
    Container,
    Task,
    is_left_open,
    task_of,
    text_of,
    value_of,
)
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("ecs-task-definition")

_AWSLOGS = "awslogs"
_REQUIRED = ("awslogs-region", "awslogs-group")
_PREFIX, _CREATE = "awslogs-stream-prefix", "awslogs-create-group"
_OPTIONS = (
    _CREATE,
    "awslogs-datetime-format",
    "awslogs-group",
    "awslogs-multiline-pattern",
    "awslogs-region",
    _PREFIX,
    "max-buffer-size",
    "mode",
)
_ON_FARGATE = (_AWSLOGS, "splunk", "awsfirelens")


@RULES.rule("TD501", Severity.ERROR)
def awslogs_options(document: Document) -> Iterator[Problem]:
    """Options of awslogs that ECS refuses.

    The group or the region is missing, or `awslogs-create-group` is something else than `true`.

    ## Why
    ECS refuses the task definition. Neither has a default: not even the region the task runs
    in.

    ## AWS says
    `ClientException: Log driver awslogs requires options: awslogs-region, awslogs-group`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {"awslogs-group": "/shop/web"}
          }
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
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {"awslogs-group": "/shop/web", "awslogs-region": "eu-west-1"}
          }
        }
      ]
    }
    ```

    ## Source
    [Using the awslogs log driver](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html)
    """
    for container in _with_awslogs(task_of(document)):
        options = container.log_options
        missing = [key for key in _REQUIRED if value_of(options, key) is None]
        if missing:
            holder = container.node.mapping("logConfiguration")
            entry = holder.entry("options") or holder.entry("logDriver")
            yield Problem(
                entry.key if entry else holder,
                f"awslogs of {container.name or container.place} lacks {' and '.join(missing)}",
                "",
                f"ClientException: Log driver awslogs requires options: {', '.join(missing)}",
            )
        create = options.entry(_CREATE)
        is_true = text_of(options, _CREATE).lower() == "true"
        if create and not is_true and not is_left_open(create.value):
            yield Problem(
                create.value,
                f"{_CREATE} can only be true",
                "leave it out where the group is there already",
                f"ClientException: Log driver awslogs option '{_CREATE}' should only be set to "
                "'true', else omit option.",
            )


@RULES.rule("TD502", Severity.WARNING)
def stream_prefix(document: Document) -> Iterator[Problem]:
    """Logs of a task on Fargate have no stream prefix.

    `awslogs-stream-prefix`, where `requiresCompatibilities` names `FARGATE`.

    ## Why
    The option is required on Fargate. With it a stream is named
    `prefix/container/task`; without it, after a container's id that means nothing to anybody,
    and the console of ECS does not show the logs.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "256",
      "memory": "512",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {"awslogs-group": "/shop/web", "awslogs-region": "eu-west-1"}
          }
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "256",
      "memory": "512",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
              "awslogs-group": "/shop/web",
              "awslogs-region": "eu-west-1",
              "awslogs-stream-prefix": "web"
            }
          }
        }
      ]
    }
    ```

    ## Source
    [Using the awslogs log driver](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html)
    """
    task = task_of(document)
    for container in _with_awslogs(task) if task.on_fargate else ():
        entry = container.node.mapping("logConfiguration").entry("options")
        if entry and value_of(container.log_options, _PREFIX) is None:
            yield Problem(
                entry.key,
                f"awslogs of {container.name or container.place} lacks {_PREFIX}",
                "Fargate requires it; the container's name will do",
            )


@RULES.rule("TD503", Severity.WARNING)
def unknown_log_option(document: Document) -> Iterator[Problem]:
    """An option that awslogs does not have.

    Of the driver `awslogs` alone: other drivers take what their makers thought of.

    ## Why
    ECS refuses options that it does not know, and options that Docker knows but ECS does not,
    such as `awslogs-stream`. A new option may be unknown here.

    ## AWS says
    `ClientException: Log driver awslogs disallows options: awslogs-stream`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
              "awslogs-group": "/shop/web",
              "awslogs-region": "eu-west-1",
              "awslogs-stream": "web"
            }
          }
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
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
              "awslogs-group": "/shop/web",
              "awslogs-region": "eu-west-1",
              "awslogs-stream-prefix": "web"
            }
          }
        }
      ]
    }
    ```

    ## Source
    [Using the awslogs log driver](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html)
    """
    for container in _with_awslogs(task_of(document)):
        for entry in container.log_options.entries:
            name = entry.key.text
            if name not in _OPTIONS and not is_left_open(entry.key):
                yield Problem(
                    entry.key,
                    f"{name} is no option of awslogs",
                    valid_ones(name, _OPTIONS),
                    f"ClientException: Log driver awslogs disallows options: {name}",
                )


@RULES.rule("TD504", Severity.ERROR)
def fargate_log_driver(document: Document) -> Iterator[Problem]:
    """Fargate does not have the log driver.

    `awslogs`, `splunk` and `awsfirelens` are there, where `requiresCompatibilities` names
    `FARGATE`.

    ## Why
    The other drivers belong to Docker on a host. ECS refuses the task definition.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
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
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "logConfiguration": {"logDriver": "json-file"}
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "requiresCompatibilities": ["FARGATE"],
      "networkMode": "awsvpc",
      "cpu": "256",
      "memory": "512",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
              "awslogs-group": "/shop/web",
              "awslogs-region": "eu-west-1",
              "awslogs-stream-prefix": "web"
            }
          }
        }
      ]
    }
    ```

    ## Source
    [LogConfiguration](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html)
    """
    task = task_of(document)
    for container in task.containers if task.on_fargate else ():
        driver = container.log_driver
        node = value_of(container.node.mapping("logConfiguration"), "logDriver")
        if node and driver not in _ON_FARGATE and not is_left_open(node):
            hint = f"valid: {', '.join(_ON_FARGATE)}"
            yield Problem(node, f"Fargate does not have the log driver {driver}", hint)


def _with_awslogs(task: Task) -> Iterator[Container]:
    for container in task.containers:
        if container.log_driver == _AWSLOGS:
            yield container
