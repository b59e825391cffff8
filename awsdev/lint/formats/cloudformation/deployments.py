"""How SAM shifts traffic to a new version of a function (code `SM202`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.template import Resource, Template, reference, truth
from awsdev.lint.formats.cloudformation.texts import items_of, literal
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest, valid_ones

RULES = RuleSet("sam", topic="deploy-strategies")

PREDEFINED = (
    "AllAtOnce",
    "Canary10Percent5Minutes",
    "Canary10Percent10Minutes",
    "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute",
    "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes",
)
"""The types that SAM turns into CodeDeploy's own configurations for Lambda."""

_CONFIGURATION = "AWS::CodeDeploy::DeploymentConfig"
_PREFIX = "CodeDeployDefault.Lambda"
_LIKE_PREDEFINED = re.compile(r"(canary|linear)\W*\d|all\W*at\W*once|codedeploydefault", re.I)


@RULES.rule("SM202", Severity.WARNING)
def unknown_deployment_type(document: Document) -> Iterator[Problem]:
    """A deployment preference of a type that does not exist.

    `DeploymentPreference.Type`, in a function or in `Globals`, resembles one of the predefined
    types and is none, or is the logical id of a deployment configuration written as plain
    text. The values that a parameter may have are looked at too. Any other name is taken for a
    configuration of the account.

    ## Why
    SAM takes a name it does not know for a deployment configuration of yours. Only the deployment
    tells that there is none, and the stack is rolled back. `Canary20Percent5Minutes` looks
    just as good as `Canary10Percent5Minutes`. A configuration of such a name may exist in the
    account: hence a warning.

    ## AWS says
    `No deployment configuration found for name: Canary20Percent5Minutes`

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
          AutoPublishAlias: live
          DeploymentPreference:
            Type: Canary20Percent5Minutes
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          AutoPublishAlias: live
          DeploymentPreference:
            Type: Canary10Percent5Minutes
    ```
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Slowly:
        Type: AWS::CodeDeploy::DeploymentConfig
        Properties:
          ComputePlatform: Lambda
          TrafficRoutingConfig:
            Type: TimeBasedCanary
            TimeBasedCanary: {CanaryInterval: 5, CanaryPercentage: 20}
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          AutoPublishAlias: live
          DeploymentPreference:
            Type: !Ref Slowly
    ```

    ## Source
    The SAM translator,
    [deployment_preference_collection.py](https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/preferences/deployment_preference_collection.py)
    (`CODEDEPLOY_PREDEFINED_CONFIGURATIONS_LIST`);
    [deployment configurations on an AWS Lambda compute platform](https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html)
    """
    template = Template(document)
    configurations = {each.logical_id: each for each in template.of_type(_CONFIGURATION)}
    named = {each.properties.text("DeploymentConfigName") for each in configurations.values()}
    seen = set[int]()
    for node in _types(template):
        name = node.text
        if id(node) in seen or name in named:
            continue
        seen.add(id(node))
        if name in configurations:
            hint = f"write !Ref {name}"
            yield Problem(node, f"{name} is a logical id, not the name of a configuration", hint)
        elif _is_meant_for_predefined(name):
            yield Problem(
                node,
                f"{name} is no predefined type of deployment",
                valid_ones(name.removeprefix(_PREFIX), PREDEFINED),
                f"No deployment configuration found for name: {name}",
            )


def _types(template: Template) -> Iterator[Scalar]:
    """Yield the texts that the types of deployment preferences may be."""
    for function in template.of_type("AWS::Serverless::Function"):
        if truth(_preference(function, "Enabled")) is False:
            continue
        for node in items_of(_preference(function, "Type")):
            yield from _values(node, template)


def _preference(function: Resource, name: str) -> Node | None:
    """Return a key of a function's preference; SAM merges the function's and the global one."""
    own = function.properties.mapping("DeploymentPreference").get(name)
    shared = function.shared.mapping("DeploymentPreference").get(name)
    return own if own is not None else shared


def _values(node: Node, template: Template) -> Iterator[Scalar]:
    parameter = template.parameters.get(reference(node))
    given: list[Node | None] = []
    if parameter is not None:
        given = [parameter.get("Default"), *parameter.items_of("AllowedValues")]
    texts = {
        value.text: value
        for value in reversed(given or [node])
        if isinstance(value, Scalar) and literal(value)
    }
    yield from texts.values()


def _is_meant_for_predefined(name: str) -> bool:
    if name in PREDEFINED or name.removeprefix(_PREFIX) in PREDEFINED:
        return False
    return bool(_LIKE_PREDEFINED.search(name) or closest(name, PREDEFINED, limit=1))
