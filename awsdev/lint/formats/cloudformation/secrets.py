"""Secrets in plain text (code `SM601`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.template import Resource, Template
from awsdev.lint.formats.cloudformation.texts import items_of, literal, texts_of, written
from awsdev.lint.formats.plain_secrets import is_secret, kind_of_secret
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam")

_PROJECT = "AWS::CodeBuild::Project"
_FUNCTIONS = ("AWS::Lambda::Function", "AWS::Serverless::Function")
# Lists of environment variables by type: the property that holds the list, where one does.
_LISTS = {
    "AWS::Amplify::App": ("", "EnvironmentVariables"),
    "AWS::Amplify::Branch": ("", "EnvironmentVariables"),
    "AWS::Batch::JobDefinition": ("ContainerProperties", "Environment"),
    _PROJECT: ("Environment", "EnvironmentVariables"),
}


@dataclass(frozen=True, slots=True)
class _Variable:
    """A value that whoever reads the template can read as well.

    Attributes:
        name: Its name.
        shown: How the message names it.
        value: Its value.
        way: How to give it without writing it into the template.
    """

    name: str
    shown: str
    value: Node
    way: str


_WAYS = {
    "parameter": "leave the default out and set NoEcho: true, or let the template fetch it: "
    "{{resolve:secretsmanager:…}}",
    "function": "keep it in Secrets Manager and let the code fetch it there; pass the secret's ARN",
    "container": "name it under Secrets with ValueFrom, the ARN of a secret",
    "build": "give it the Type SECRETS_MANAGER and the secret's name as the value",
    "other": "keep it in Secrets Manager and let what runs there fetch it",
}


@RULES.rule("SM601", Severity.WARNING, masked=True)
def plain_secret(document: Document) -> Iterator[Problem]:
    """A secret stands in the template in plain text.

    Defaults of parameters, and environment variables of functions, containers, builds, batch
    jobs and Amplify apps. A value is told by its form (keys of AWS, GitHub, GitLab, Slack,
    Stripe, Google, SendGrid, npm and PyPI, private keys, addresses with a password), or by a
    name that ends in a word such as `PASSWORD` or `ApiKey`, where the value does not look like
    a placeholder, a switch, a path, an ARN or the name of a secret. The finding shows nothing
    of the value.

    ## Why
    Who can read the repository, the stack or the function's configuration has the secret, and
    git keeps it after it is removed. To change it is to deploy.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Environment:
            Variables:
              DB_PASSWORD: Sommer-1974
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Login:
        Type: AWS::SecretsManager::Secret
        Properties:
          GenerateSecretString: {PasswordLength: 32}
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Policies:
            - AWSSecretsManagerGetSecretValuePolicy:
                SecretArn: !Ref Login
          Environment:
            Variables:
              DB_PASSWORD_ARN: !Ref Login
    ```

    ## Source
    [Do not embed credentials in your templates](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds);
    [get values from other services with dynamic references](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html)
    """
    template = Template(document)
    seen = set[int]()
    for variable in _readable(template):
        if id(variable.value) in seen:
            continue
        seen.add(id(variable.value))
        if kind := _kind(variable):
            yield Problem(
                variable.value,
                f"{variable.shown} holds {kind} in plain text",
                variable.way,
            )


def _kind(variable: _Variable) -> str:
    """Return what kind of secret a variable holds; empty where it holds none."""
    for text in texts_of(variable.value):
        if kind := kind_of_secret(written(text)):
            return kind
    text_itself = literal(variable.value)
    return "a secret" if text_itself and is_secret(variable.name, text_itself) else ""


def _readable(template: Template) -> Iterator[_Variable]:
    yield from _defaults(template)
    for function in template.of_type(*_FUNCTIONS):
        yield from _of_function(function)
    for task in template.of_type("AWS::ECS::TaskDefinition"):
        for container in items_of(task.properties.get("ContainerDefinitions")):
            if isinstance(container, Mapping):
                yield from _listed(container, "Environment", task.logical_id, "container")
    for resource in template.of_type(*_LISTS):
        way, key = _LISTS[resource.type]
        holder = resource.properties.mapping(way) if way else resource.properties
        how = "build" if resource.type == _PROJECT else "other"
        yield from _listed(holder, key, resource.logical_id, how)


def _defaults(template: Template) -> Iterator[_Variable]:
    for name, parameter in template.parameters.items():
        default = parameter.get("Default")
        # What looks a value up has the place of the value as its default.
        if default is not None and not parameter.text("Type").startswith("AWS::SSM::"):
            yield _Variable(name, f"the default of {name}", default, _WAYS["parameter"])


def _of_function(function: Resource) -> Iterator[_Variable]:
    for properties, of in (
        (function.properties, f"of {function.logical_id}"),
        (function.shared, "in Globals"),
    ):
        for entry in properties.mapping("Environment").mapping("Variables").entries:
            name = entry.key.text
            shown = f"{name} {of}"
            yield _Variable(name, shown, entry.value, _WAYS["function"])


def _listed(holder: Mapping, key: str, of: str, way: str) -> Iterator[_Variable]:
    for item in items_of(holder.get(key)):
        # Of a build's variables others than PLAINTEXT are names of what holds the value.
        if isinstance(item, Mapping) and item.text("Type") in ("", "PLAINTEXT"):
            name, value = item.text("Name"), item.get("Value")
            if value is not None:
                yield _Variable(name, f"{name} of {of}", value, _WAYS[way])
