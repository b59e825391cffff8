"""The service of an ECS deployment (codes `AS503` to `AS506`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.grammar import (
    ECS_TYPE,
    described,
    find,
    is_left_open,
    is_null,
    properties_of,
    value_of,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-ecs", topic="appspec")

_ARN = re.compile(r"arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:task-definition/[A-Za-z0-9_-]+:[0-9]+")
_FAMILY = re.compile(r"[A-Za-z0-9_-]+(?::[0-9]+)?")


@RULES.rule("AS503", Severity.WARNING)
def task_definition(document: Document) -> Iterator[Problem]:
    """The task definition is not named by its full ARN.

    A `TaskDefinition` that is a family, with a revision or without, or an ARN that is not
    complete. Placeholders, and text that looks like neither, are left alone.

    ## Why
    CodeDeploy takes `arn:aws:ecs:region:account:task-definition/family:revision`, every part
    of it. In a pipeline the placeholder `<TASK_DEFINITION>` stands there until CodePipeline
    puts the ARN in. Tools such as the action for GitHub replace whatever stands there, so this
    is a warning.

    ## AWS says
    The user guide gives the form, not the words of the refusal.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: shop:42
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:42
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
    ```

    ## Source
    [AppSpec 'resources' section for ECS](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-ecs)
    """
    properties = properties_of(document, ECS_TYPE)
    node = value_of(properties, "TaskDefinition") if properties else None
    if not isinstance(node, Scalar) or is_left_open(node) or _ARN.fullmatch(node.text):
        return
    if node.text.startswith("arn:") or _FAMILY.fullmatch(node.text):
        yield Problem(
            node,
            f"{node.text} is not the full ARN of a task definition with its revision",
            "write arn:aws:ecs:region:account:task-definition/family:revision, or "
            "<TASK_DEFINITION> in a pipeline",
        )


@RULES.rule("AS504", Severity.ERROR)
def load_balancer_info(document: Document) -> Iterator[Problem]:
    """The load balancer's container is not given as name and port.

    `LoadBalancerInfo` is one mapping, not a list, and its `ContainerPort` a whole number.

    ## Why
    ECS itself has a list of load balancers, so the list comes easily. CodeDeploy shifts the
    traffic of one container and one port.

    ## AWS says
    The user guide gives the rule, not the words of the refusal.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: <TASK_DEFINITION>
            LoadBalancerInfo:
              - ContainerName: web
                ContainerPort: 8080
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: <TASK_DEFINITION>
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
    ```

    ## Source
    [AppSpec 'resources' section for ECS](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-ecs)
    """
    properties = properties_of(document, ECS_TYPE)
    info = value_of(properties, "LoadBalancerInfo") if properties else None
    if info is None or is_null(info):
        return
    if not isinstance(info, Mapping):
        yield Problem(
            info,
            f"LoadBalancerInfo is {described(info.type_name)}, not a mapping",
            "write ContainerName and ContainerPort below it, without a hyphen",
        )
        return
    port = value_of(info, "ContainerPort")
    if port and not is_left_open(port) and not _is_number(port, 65535):
        yield Problem(port, "ContainerPort is no port number", "write a number from 1 to 65535")


def _is_number(node: Node, most: int) -> bool:
    """Tell whether this is a whole number from 0 to `most`, in quotes or not."""
    text = node.text if isinstance(node, Scalar) else ""
    return bool(re.fullmatch("[0-9]{1,6}", text)) and int(text) <= most


@RULES.rule("AS505", Severity.ERROR)
def network_configuration(document: Document) -> Iterator[Problem]:
    """The network configuration is given in part.

    `AwsvpcConfiguration` has one or two of its three settings; one without a value does not
    count. All three or none is fine, and an empty list counts as a value.

    ## Why
    `Subnets`, `SecurityGroups` and `AssignPublicIp` come together or not at all. Without any
    of them the service keeps the network it has.

    ## AWS says
    The user guide gives the rule, not the words of the refusal.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: <TASK_DEFINITION>
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
            NetworkConfiguration:
              AwsvpcConfiguration:
                Subnets: [subnet-0a1b2c3d]
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: <TASK_DEFINITION>
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
            NetworkConfiguration:
              AwsvpcConfiguration:
                Subnets: [subnet-0a1b2c3d]
                SecurityGroups: [sg-0a1b2c3d]
                AssignPublicIp: DISABLED
    ```

    ## Source
    [AppSpec 'resources' section for ECS](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-ecs)
    """
    properties = properties_of(document, ECS_TYPE)
    network = value_of(properties, "NetworkConfiguration") if properties else None
    entry = find(network, "AwsvpcConfiguration") if isinstance(network, Mapping) else None
    if not entry or not isinstance(entry.value, Mapping):
        return
    settings = ("Subnets", "SecurityGroups", "AssignPublicIp")
    missing = [key for key in settings if _is_nothing(value_of(entry.value, key))]
    if 0 < len(missing) < len(settings):
        yield Problem(
            entry.key,
            f"{entry.key.text} lacks {' and '.join(missing)}",
            f"give all of {', '.join(settings)}, or none",
        )


def _is_nothing(node: Node | None) -> bool:
    return node is None or is_null(node)


@RULES.rule("AS506", Severity.ERROR)
def capacity_provider_strategy(document: Document) -> Iterator[Problem]:
    """The capacity provider strategy cannot be carried out.

    One provider at most has a `Base` (0 to 100000), at least one of several has a `Weight`
    (0 to 1000) above 0, and each has a name.

    ## Why
    ECS places the base on one provider first and divides what is left by weight. Two bases,
    or weights that are all 0, leave it nothing to go by. A weight that is not given is 0.

    ## AWS says
    ECS refuses to create the task set.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: <TASK_DEFINITION>
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
            CapacityProviderStrategy:
              - CapacityProvider: FARGATE
                Base: 2
                Weight: 1
              - CapacityProvider: FARGATE_SPOT
                Base: 1
                Weight: 3
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - TargetService:
          Type: AWS::ECS::Service
          Properties:
            TaskDefinition: <TASK_DEFINITION>
            LoadBalancerInfo:
              ContainerName: web
              ContainerPort: 8080
            CapacityProviderStrategy:
              - CapacityProvider: FARGATE
                Base: 2
                Weight: 1
              - CapacityProvider: FARGATE_SPOT
                Weight: 3
    ```

    ## Source
    [CapacityProviderStrategyItem](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html)
    """
    properties = properties_of(document, ECS_TYPE)
    entry = find(properties, "CapacityProviderStrategy") if properties else None
    if not entry or not isinstance(entry.value, Sequence):
        return
    items = [item for item in entry.value.items if isinstance(item, Mapping)]
    wrong = [*_wrong_numbers(items), *_nameless(items)]
    yield from wrong or (*_second_bases(items), *_no_weight(items, entry))


def _wrong_numbers(items: list[Mapping]) -> Iterator[Problem]:
    for item in items:
        for key, most in (("Base", 100_000), ("Weight", 1000)):
            node = value_of(item, key)
            if node and not is_left_open(node) and not _is_number(node, most):
                yield Problem(node, f"{key} is no whole number from 0 to {most}")


def _nameless(items: list[Mapping]) -> Iterator[Problem]:
    for item in items:
        if _is_nothing(value_of(item, "CapacityProvider")):
            yield Problem(item, "this item names no CapacityProvider")


def _second_bases(items: list[Mapping]) -> Iterator[Problem]:
    bases = [base for item in items if (base := find(item, "Base")) and _is_above_0(base.value)]
    for base in bases[1:]:
        first = bases[0].key.span.line
        yield Problem(
            base.key,
            f"a second provider has a Base; the first is on line {first}",
            "leave one Base",
        )


def _no_weight(items: list[Mapping], strategy: Entry) -> Iterator[Problem]:
    weights = [value_of(item, "Weight") for item in items]
    if len(items) > 1 and not any(weight and _is_above_0(weight) for weight in weights):
        yield Problem(
            strategy.key, "no provider has a Weight above 0", "give at least one a Weight"
        )


def _is_above_0(node: Node) -> bool:
    """Tell whether the number is above 0, or is still to be put in."""
    if is_null(node):
        return False
    return is_left_open(node) or (isinstance(node, Scalar) and node.text.strip("0") != "")
