"""What tasks on Fargate need and cannot have (codes `TD403` to `TD405`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.tree import (
    Task,
    is_left_open,
    mappings_in,
    number_of,
    task_of,
    text_of,
    value_of,
)
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_FARGATE_ROLE = "ClientException: Fargate requires task definition to have execution role ARN to "
_SECRETS_ROLE = (
    "ClientException: When you are specifying container secrets, you must also specify a value "
    "for 'executionRoleArn'."
)
_LEAST_GIB, _MOST_GIB = 21, 200
_LONGEST_STOP = 120


@RULES.rule("TD403", Severity.ERROR)
def execution_role(document: Document) -> Iterator[Problem]:
    """The execution role is missing.

    `executionRoleArn`, where a container gets secrets, and on Fargate also where an image lies in
    a private repository of ECR or a container logs with `awslogs`.

    ## Why
    ECS pulls images, reads secrets and opens log streams before the container runs, in the name
    of this role. The task role (`taskRoleArn`) is the container's own.

    ## AWS says
    `ClientException: Fargate requires task definition to have execution role ARN to support ECR
    images.`

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
          "secrets": [{"name": "TOKEN", "valueFrom": "/shop/token"}]
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
          "secrets": [{"name": "TOKEN", "valueFrom": "/shop/token"}]
        }
      ]
    }
    ```

    ## Source
    [Task execution IAM role](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html)
    """
    task = task_of(document)
    if value_of(task.root, "executionRoleArn") is None and (found := _needs_role(task)):
        at, why, words = found
        yield Problem(at, f"executionRoleArn is missing: {why}", "add it at the top level", words)


def _needs_role(task: Task) -> tuple[Node, str, str] | None:
    """Return where the execution role is needed first, why, and ECS's words; or None."""
    for container in task.containers:
        name = container.name or container.place
        secrets = container.node.entry("secrets")
        if secrets and value_of(container.node, "secrets"):
            return secrets.key, f"{name} gets secrets", _SECRETS_ROLE
        image = container.node.entry("image")
        if task.on_fargate and image and container.pulls_from_ecr:
            words = f"{_FARGATE_ROLE}support ECR images."
            return image.value, f"Fargate pulls the image of {name} from ECR", words
        logs = container.node.entry("logConfiguration")
        if task.on_fargate and logs and container.log_driver == "awslogs":
            words = f"{_FARGATE_ROLE}support log driver awslogs."
            return logs.key, f"Fargate writes the logs of {name} to CloudWatch", words
    return None


def _is_on(value: Node) -> bool:
    return not (isinstance(value, Scalar) and value.text in ("false", "0"))


def _is_not_task(value: Node) -> bool:
    return not (isinstance(value, Scalar) and value.text == "task")


_OF_TASK: dict[str, Callable[[Node], bool]] = {
    "placementConstraints": _is_on,
    "ipcMode": _is_on,
    "pidMode": _is_not_task,
}
_OF_CONTAINER = ("privileged", "dockerSecurityOptions")
_OF_LINUX = ("devices", "sharedMemorySize", "maxSwap", "swappiness")
"""Settings that Fargate does not have, by where they stand."""


@RULES.rule("TD404", Severity.ERROR)
def not_on_fargate(document: Document) -> Iterator[Problem]:
    """A setting that Fargate does not have.

    Of the task: `placementConstraints`, `ipcMode`, a `pidMode` other than `task`. Of a container:
    `privileged`, `dockerSecurityOptions`, devices, shared memory, swap, GPUs, and a
    `stopTimeout` above 120. Of a volume: `dockerVolumeConfiguration` and a path on the host.

    ## Why
    There is no host that belongs to you. ECS refuses a task definition that is to be compatible
    with Fargate and asks for one.

    ## AWS says
    `ClientException: Tasks using the Fargate launch type do not support pidMode 'host'. The
    supported value for pidMode is 'task'.`

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
          "privileged": true
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
    if task.on_fargate:
        yield from _settings_of_task(task)
        yield from _settings_of_containers(task)
        yield from _settings_of_volumes(task)


def _settings_of_task(task: Task) -> Iterator[Problem]:
    for key, is_refused in _OF_TASK.items():
        value = value_of(task.root, key)
        if value is not None and is_refused(value) and not is_left_open(value):
            yield _refused(task.root, key, _words(key, value))


def _words(key: str, value: Node) -> str:
    words = "ClientException: Tasks using the Fargate launch type do not support "
    if key == "pidMode" and isinstance(value, Scalar):
        return f"{words}pidMode '{value.text}'. The supported value for pidMode is 'task'."
    return f"{words}ipcMode." if key == "ipcMode" else ""


def _settings_of_containers(task: Task) -> Iterator[Problem]:
    for container in task.containers:
        yield from _settings_in(container.node, _OF_CONTAINER)
        yield from _settings_in(container.node.mapping("linuxParameters"), _OF_LINUX)
        for needed in mappings_in(container.node, "resourceRequirements"):
            if text_of(needed, "type") == "GPU":
                yield _refused(needed, "type", what="a GPU")
        timeout = number_of(container.node, "stopTimeout")
        if timeout and timeout > _LONGEST_STOP:
            longest = f"a stopTimeout above {_LONGEST_STOP}"
            yield _refused(container.node, "stopTimeout", what=longest)


def _settings_in(mapping: Mapping, keys: tuple[str, ...]) -> Iterator[Problem]:
    for key in keys:
        value = value_of(mapping, key)
        if value is not None and _is_on(value):
            yield _refused(mapping, key)


def _settings_of_volumes(task: Task) -> Iterator[Problem]:
    for volume in mappings_in(task.root, "volumes"):
        if value_of(volume, "dockerVolumeConfiguration"):
            yield _refused(volume, "dockerVolumeConfiguration")
        host = volume.mapping("host")
        if value_of(host, "sourcePath"):
            yield _refused(host, "sourcePath", what="a path on the host")


def _refused(mapping: Mapping, key: str, words: str = "", what: str = "") -> Problem:
    entry = mapping.entry(key)
    at = entry.key if entry else head_of(mapping)
    hint = "take it out, or leave FARGATE out of requiresCompatibilities"
    return Problem(at, f"Fargate does not support {what or key}", hint, words)


@RULES.rule("TD405", Severity.ERROR)
def ephemeral_storage(document: Document) -> Iterator[Problem]:
    """The ephemeral storage is too small or too large.

    `ephemeralStorage.sizeInGiB` is from 21 to 200.

    ## Why
    20 GiB come with each task on Fargate for nothing; the setting is for more than that.

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
      "ephemeralStorage": {"sizeInGiB": 20},
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
      "ephemeralStorage": {"sizeInGiB": 50},
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27"
        }
      ]
    }
    ```

    ## Source
    [EphemeralStorage](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html)
    """
    storage = task_of(document).root.mapping("ephemeralStorage")
    size, node = number_of(storage, "sizeInGiB"), value_of(storage, "sizeInGiB")
    if node and size is not None and not _LEAST_GIB <= size <= _MOST_GIB:
        yield Problem(
            node,
            f"the ephemeral storage cannot be {size} GiB",
            f"write {_LEAST_GIB} to {_MOST_GIB}, or leave it out for 20",
        )
