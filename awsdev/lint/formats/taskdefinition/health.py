"""Health checks (codes `TD205` and `TD206`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.tree import mappings_in, task_of, text_of, value_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_SHELL = "CMD-SHELL"
_FORMS = ("CMD", _SHELL, "NONE")


@RULES.rule("TD205", Severity.WARNING)
def never_healthy(document: Document) -> Iterator[Problem]:
    """A container waits for the health of one without a health check.

    A dependency on the condition `HEALTHY`, where the other container has no `healthCheck`. The
    image's own `HEALTHCHECK` does not count: ECS does not look at it.

    ## Why
    ECS learns of a container's health from the task definition's health check alone. Without
    one the state stays unknown, and the waiting container may never start.

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
          "memory": 256,
          "dependsOn": [{"containerName": "proxy", "condition": "HEALTHY"}]
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
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "dependsOn": [{"containerName": "proxy", "condition": "HEALTHY"}]
        },
        {
          "name": "proxy",
          "image": "public.ecr.aws/envoy/envoy:v1.31",
          "memory": 128,
          "healthCheck": {
            "command": ["CMD-SHELL", "curl -f http://localhost:9901/ready || exit 1"]
          }
        }
      ]
    }
    ```

    ## Source
    [ContainerDependency](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html)
    """
    task = task_of(document)
    checked = {
        each.name for each in task.containers if value_of(each.node, "healthCheck") is not None
    }
    for container in task.containers:
        for wait in mappings_in(container.node, "dependsOn"):
            name, condition = text_of(wait, "containerName"), value_of(wait, "condition")
            unchecked = name in task.container_names - checked
            if condition and unchecked and text_of(wait, "condition") == "HEALTHY":
                yield Problem(
                    condition,
                    f"{name} has no healthCheck, so ECS never learns that it is healthy",
                    f"add a healthCheck to {name}, or wait for START",
                )


@RULES.rule("TD206", Severity.WARNING)
def health_check_command(document: Document) -> Iterator[Problem]:
    """A health check is not run as it is meant.

    A command that does not begin with `CMD` or `CMD-SHELL`, and one that begins with
    `CMD-SHELL` and has more than one text after it.

    ## Why
    The first text says how the others are run: `CMD` runs a program with arguments, `CMD-SHELL`
    gives one text to a shell. Of several texts the shell takes the first for the whole
    command, so `curl` runs without its arguments.

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
          "memory": 256,
          "healthCheck": {
            "command": ["CMD-SHELL", "curl", "-f", "http://localhost/"]
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
          "healthCheck": {
            "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]
          }
        }
      ]
    }
    ```

    ## Source
    [HealthCheck](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html)
    """
    for container in task_of(document).containers:
        command = container.node.mapping("healthCheck").items_of("command")
        if not command or not isinstance(command[0], Scalar):
            continue
        form = command[0]
        if form.text not in _FORMS:
            hint = f'begin with "{_SHELL}", and give the command as one text'
            yield Problem(form, f"the health check begins with {form.text or 'nothing'}", hint)
        elif form.text == _SHELL and len(command) > 2:
            yield Problem(
                command[2],
                "the shell runs the first text alone, not this one",
                f'join them to one text, or begin with "CMD" instead of "{_SHELL}"',
            )
