"""Keys and values where they belong (codes `TD101` to `TD105`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar, plain_value
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.answers import is_answered
from awsdev.lint.formats.taskdefinition.grammar import strayings_of
from awsdev.lint.formats.taskdefinition.secrets import plain_secrets_of
from awsdev.lint.formats.taskdefinition.tree import Container, is_left_open, task_of, value_of
from awsdev.lint.grammars.shape import Sort, Straying, described, head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_CLI = "Parameter validation failed: "
_GROWING = (
    "operatingSystemFamily",
    "requiresCompatibilities",
    "logDriver",
    "type",
    "isolationMode",
)
"""Keys whose values AWS adds to from time to time."""
_PYTHON = {
    "text": "<class 'str'>",
    "a whole number": "<class 'int'>",
    "true or false": "<class 'bool'>",
    "a list": "<class 'list'>, <class 'tuple'>",
    "a mapping": "<class 'dict'>",
}
"""How botocore names the types."""


@RULES.rule("TD101", Severity.ERROR)
def unknown_key(document: Document) -> Iterator[Problem]:
    """A key that ECS does not know.

    Misspelt, in the wrong place, or with a capital letter as CloudFormation writes it. Keys
    that only an answer of ECS has are TD106's.

    ## Why
    The AWS CLI and the SDKs for Python, Go and others refuse the file before they send it.

    ## AWS says
    The CLI: `Parameter validation failed: Unknown parameter in
    containerDefinitions[0].portMappings[0]: "hostport", must be one of: containerPort, …`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "portMappings": [{"containerPort": 80, "hostport": 8080}]
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
          "portMappings": [{"containerPort": 80, "hostPort": 8080}]
        }
      ]
    }
    ```

    ## Source
    [RegisterTaskDefinition](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html)
    """
    wrapped = _wrapper(document)
    for straying in strayings_of(document):
        if straying.sort is not Sort.UNKNOWN_KEY or is_answered(straying):
            continue
        hint = straying.choices
        if wrapped and straying.name == "taskDefinition":
            hint = "write what is under taskDefinition at the top: this is an answer of ECS"
        valid = ", ".join(straying.expected)
        words = (
            f'Unknown parameter in {_name(straying)}: "{straying.name}", must be one of: {valid}'
        )
        message = f"{straying.name} is no key of {straying.place}"
        yield Problem(straying.at, message, hint, _CLI + words)


@RULES.rule("TD102", Severity.ERROR)
def missing_key(document: Document) -> Iterator[Problem]:
    """A key that must be there is missing.

    A family and at least one container; a name and an image for each container; and what the
    settings of volumes, secrets, health checks and others cannot do without.

    ## Why
    The AWS CLI refuses the file before it sends it, or ECS does.

    ## AWS says
    The CLI: `Parameter validation failed: Missing required parameter in input: "family"`; ECS:
    `ClientException: Container.image should not be null or empty.`

    ## Wrong
    ```json taskdef.json
    {
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
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
          "memory": 256
        }
      ]
    }
    ```

    ## Source
    [Task definition parameters](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html)
    """
    if _wrapper(document):
        return
    for straying in strayings_of(document):
        if straying.sort is Sort.MISSING_KEY:
            words = f'{_CLI}Missing required parameter in {_name(straying)}: "{straying.name}"'
            at = head_of(straying.at)
            yield Problem(at, f"{straying.place} lacks {straying.name}", "", words)
    task = task_of(document)
    entry = task.root.entry("containerDefinitions")
    if entry and isinstance(document.root, Mapping) and plain_value(entry.value) == []:
        words = "ClientException: Container list cannot be empty."
        yield Problem(entry.key, "the task has no container", "", words)
    for container in task.containers:
        yield from _missing_in(container)


def _missing_in(container: Container) -> Iterator[Problem]:
    for key in ("name", "image"):
        if value_of(container.node, key) is None:
            words = f"ClientException: Container.{key} should not be null or empty."
            entry = container.node.entry(key)
            at = entry.key if entry else head_of(container.node)
            yield Problem(at, f"{container.place} lacks {key}", "", words)


@RULES.rule("TD103", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A value is of the wrong type.

    Numbers and texts most of all: a container's `cpu`, `memory` and ports are numbers, but the
    task's `cpu` and `memory` are texts, and so is the value of each environment variable.
    Placeholders in the place of numbers are left alone.

    ## Why
    The AWS CLI refuses the file before it sends it, and ECS does not convert either.

    ## AWS says
    The CLI: `Parameter validation failed: Invalid type for parameter cpu, value: 256, type:
    <class 'int'>, valid types: <class 'str'>`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "cpu": 256,
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
    [RegisterTaskDefinition](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html)
    """
    secret = {id(value) for value, _, _ in plain_secrets_of(document)}
    for straying in strayings_of(document):
        if straying.sort is not Sort.WRONG_TYPE or straying.found == "nothing":
            continue
        if is_left_open(straying.at) and straying.expected[0] != "text":
            continue
        found = described(straying.found)
        message = f"{straying.place} must be {straying.expected[0]}, not {found}"
        if id(straying.at) in secret:
            yield Problem(straying.at, message, "put it in quotes")
        else:
            yield Problem(straying.at, message, _type_hint(straying), _type_words(straying))


def _type_hint(straying: Straying) -> str:
    if not isinstance(straying.at, Scalar):
        return ""
    if straying.expected[0] == "text":
        return f'put it in quotes: "{straying.at.text}"'
    is_number = straying.expected[0] == "a whole number" and straying.at.text.isdigit()
    is_boolean = straying.expected[0] == "true or false" and straying.at.text in ("true", "false")
    return "take the quotes away" if is_number or is_boolean else ""


def _type_words(straying: Straying) -> str:
    """Return what botocore, and with it the CLI, says of the value."""
    value = plain_value(straying.at)
    valid = _PYTHON[straying.expected[0]]
    return (
        f"{_CLI}Invalid type for parameter {_name(straying)}, value: {value}, "
        f"type: {type(value)}, valid types: {valid}"
    )


@RULES.rule("TD104", Severity.ERROR)
def wrong_value(document: Document) -> Iterator[Problem]:
    """A value that is not one of those there are.

    The network mode, what a container waits for, protocols, and other choices that have been
    the same for years. A choice in other letters, and choices that AWS adds to, are TD105's.

    ## Why
    ECS refuses the task definition.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "networkMode": "awsvcp",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
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
        }
      ]
    }
    ```

    ## Source
    [Task definition parameters](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html)
    """
    for straying in _wrong_values(document):
        if not _is_uncertain(straying):
            shown = straying.found or "an empty text"
            yield Problem(straying.at, f"{straying.place} cannot be {shown}", straying.choices)


@RULES.rule("TD105", Severity.WARNING)
def unknown_value(document: Document) -> Iterator[Problem]:
    """A value that is not among those known.

    A compatibility, an operating system, a log driver or another choice that AWS adds to, and
    any choice written in other letters than AWS writes it.

    ## Why
    It may be newer than what is known here. More often it is misspelt, and ECS refuses the
    task definition.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "requiresCompatibilities": ["fargate"],
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "requiresCompatibilities": ["EC2"],
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
    [Task definition parameters](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html)
    """
    for straying in _wrong_values(document):
        if _is_uncertain(straying):
            shown = straying.found or "an empty text"
            yield Problem(
                straying.at, f"{shown} is not known in {straying.place}", straying.choices
            )


def _wrong_values(document: Document) -> Iterator[Straying]:
    for straying in strayings_of(document):
        if straying.sort is Sort.WRONG_VALUE and not is_left_open(straying.at):
            yield straying


def _is_uncertain(straying: Straying) -> bool:
    keys = [step for step in straying.route if isinstance(step, str)]
    in_other_letters = straying.found.lower() in [each.lower() for each in straying.expected]
    return in_other_letters or keys[-1] in _GROWING


def _wrapper(document: Document) -> bool:
    """Return whether this is an answer of ECS, with the task definition inside."""
    root = document.mapping
    inner = root.get("taskDefinition")
    return isinstance(inner, Mapping) and root.entry("containerDefinitions") is None


def _name(straying: Straying) -> str:
    """Return how botocore names the place."""
    return straying.place if straying.route else "input"
