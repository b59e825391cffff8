"""Secrets and variables of containers (codes `TD601` to `TD603`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.plain_secrets import is_secret, kind_of_secret
from awsdev.lint.formats.taskdefinition.tree import (
    Container,
    is_left_open,
    mappings_in,
    task_of,
    text_of,
    value_of,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_SECRET = re.compile(r"arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:(.+)")
_PARAMETER_ARN = re.compile(r"arn:[^:]+:ssm:[^:]*:[^:]+:parameter/.+")
_PARAMETER = re.compile(r"[A-Za-z0-9_.\-/]+")
_PARTS = 3
_NOT_AN_ARN = (
    "an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN "
    "and try again."
)
_FORM = "write its ARN, or its ARN:json-key:version-stage:version-id with all three colons"


@RULES.rule("TD601", Severity.ERROR)
def malformed_secret(document: Document) -> Iterator[Problem]:
    """A secret that ECS cannot find.

    `valueFrom`, in `secrets` and in the `secretOptions` of logs: the ARN of a secret, with nothing
    or with all three of json-key, version-stage and version-id after it; the ARN of a parameter;
    or a parameter's name.

    ## Why
    The task definition is taken, or not; the task does not start. What follows the ARN comes
    with its colons even where a part is empty: `…:secret:shop-AbCdEf:key::`.

    ## AWS says
    The agent: `an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a
    valid ARN and try again.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "secrets": [
            {
              "name": "TOKEN",
              "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf:key"
            }
          ]
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "secrets": [
            {
              "name": "TOKEN",
              "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf:key::"
            }
          ]
        }
      ]
    }
    ```

    ## Source
    [Specifying sensitive data](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html);
    the agent of ECS,
    [asmsecret.go](https://github.com/aws/amazon-ecs-agent/blob/master/agent/taskresource/asmsecret/asmsecret.go)
    """
    for container in task_of(document).containers:
        for secret in _secrets(container):
            value = value_of(secret, "valueFrom")
            text = value.text if isinstance(value, Scalar) else ""
            if value and not is_left_open(value) and (fault := _fault_of(text)):
                yield Problem(value, *fault)


def _fault_of(text: str) -> tuple[str, str, str] | None:
    """Return what is wrong with a reference to a secret, what to do, and the agent's words."""
    if ":secretsmanager:" in text:
        return _fault_of_arn(text)
    if text.startswith("arn:"):
        if ":ssm:" not in text or _PARAMETER_ARN.fullmatch(text):
            return None
        hint = "write arn:aws:ssm:region:account:parameter/name"
        return f"{text} is not the ARN of a parameter", hint, ""
    is_name = not text or _PARAMETER.fullmatch(text)
    return None if is_name else (f"{text} is neither an ARN nor a parameter's name", "", "")


def _fault_of_arn(text: str) -> tuple[str, str, str] | None:
    found = _SECRET.fullmatch(text)
    if found is None:
        hint = "write arn:aws:secretsmanager:region:account:secret:name"
        return f"{text} is not the ARN of a secret", hint, ""
    colons = found[1].count(":")
    if colons in (0, _PARTS):
        return None
    return f"{text} has {colons} of {_PARTS} parts after the secret's name", _FORM, _NOT_AN_ARN


@RULES.rule("TD602", Severity.ERROR)
def name_taken(document: Document) -> Iterator[Problem]:
    """A variable is both plain and secret.

    The same name in `environment` and in `secrets` of one container.

    ## Why
    ECS refuses the task definition: it cannot set one variable to two values.

    ## AWS says
    `ClientException: The secret name must be unique and not shared with any new or existing
    environment variables set on the container, such as 'TOKEN'.`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "environment": [{"name": "TOKEN", "value": "none"}],
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
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "secrets": [{"name": "TOKEN", "valueFrom": "/shop/token"}]
        }
      ]
    }
    ```

    ## Source
    [Specifying sensitive data](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html)
    """
    for container in task_of(document).containers:
        plain = {text_of(each, "name") for each in mappings_in(container.node, "environment")}
        for secret in mappings_in(container.node, "secrets"):
            node, name = value_of(secret, "name"), text_of(secret, "name")
            if node and not is_left_open(node) and name in plain:
                yield Problem(
                    node,
                    f"the variable {name} is set in environment as well",
                    "keep one of the two",
                    "ClientException: The secret name must be unique and not shared with any new "
                    "or existing environment variables set on the container, such as "
                    f"'{name}'.",
                )


@RULES.rule("TD603", Severity.WARNING, masked=True)
def plain_secret(document: Document) -> Iterator[Problem]:
    """A secret stands in an environment variable.

    Told by its form (keys of AWS, tokens of others, private keys, addresses with a password), or
    by the variable's name (`DB_PASSWORD`). Placeholders are left alone, and the finding does
    not show what it found.

    ## Why
    Whoever may read the task definition reads the secret, and so does the repository's history.
    `secrets` takes it from Secrets Manager or Parameter Store when the container starts.

    ## AWS says
    Nothing.

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "environment": [{"name": "DB_PASSWORD", "value": "Trustno1!"}]
        }
      ]
    }
    ```

    ## Right
    ```json taskdef.json
    {
      "family": "shop",
      "executionRoleArn": "arn:aws:iam::111122223333:role/shop-execution",
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/shop/db-password"}]
        }
      ]
    }
    ```

    ## Source
    [Specifying sensitive data](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html)
    """
    for value, name, kind in plain_secrets_of(document):
        hint = "move it to Secrets Manager, and the variable to secrets"
        yield Problem(value, f"the variable {name} holds {kind} in plain text", hint)


def plain_secrets_of(document: Document) -> Iterator[tuple[Scalar, str, str]]:
    """Yield the values of variables that are secrets, the variables' names and what they are."""
    for container in task_of(document).containers:
        for variable in mappings_in(container.node, "environment"):
            name, value = text_of(variable, "name"), value_of(variable, "value")
            if isinstance(value, Scalar) and not is_left_open(value):
                kind = kind_of_secret(value.text)
                if kind or is_secret(name, value.text):
                    yield value, name, kind or "a secret"


def _secrets(container: Container) -> Iterator[Mapping]:
    yield from mappings_in(container.node, "secrets")
    yield from mappings_in(container.node.mapping("logConfiguration"), "secretOptions")
