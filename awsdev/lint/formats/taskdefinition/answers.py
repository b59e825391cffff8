"""What comes from an answer of ECS and does not belong into a file (codes `TD106`, `TD107`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity
from awsdev.lint.formats.taskdefinition.grammar import strayings_of
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("ecs-task-definition")

_ANSWERED = (
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
    "deregisteredAt",
)


@RULES.rule("TD106", Severity.WARNING)
def answered_keys(document: Document) -> Iterator[Problem]:
    """Keys that only ECS writes.

    `taskDefinitionArn`, `revision`, `status`, `requiresAttributes`, `compatibilities`,
    `registeredAt`, `registeredBy` and `deregisteredAt`, as `describe-task-definition` answers
    them.

    ## Why
    The AWS CLI and most SDKs refuse the file. AWS's action for GitHub,
    `amazon-ecs-deploy-task-definition`, takes the keys out and says so.

    ## AWS says
    The CLI: `Parameter validation failed: Unknown parameter in input: "revision", must be one
    of: family, taskRoleArn, …`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "revision": 42,
      "status": "ACTIVE",
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
    [DescribeTaskDefinition](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html);
    [amazon-ecs-deploy-task-definition, index.js](https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js)
    """
    found = [each for each in strayings_of(document) if is_answered(each)]
    if found:
        names = [each.name for each in found]
        verb = "is written by ECS" if len(names) == 1 else "are written by ECS"
        valid = ", ".join(found[0].expected)
        yield Problem(
            found[0].at,
            f"{', '.join(names)} {verb}, and not taken by register-task-definition",
            "take them out: the AWS CLI refuses them, the action for GitHub leaves them out",
            f'Parameter validation failed: Unknown parameter in input: "{names[0]}", '
            f"must be one of: {valid}",
        )


def is_answered(straying: Straying) -> bool:
    """Return whether this is a key that only an answer of ECS has."""
    is_unknown = straying.sort is Sort.UNKNOWN_KEY and not straying.route
    return is_unknown and straying.name in _ANSWERED


@RULES.rule("TD107", Severity.WARNING)
def null_values(document: Document) -> Iterator[Problem]:
    """Keys that hold `null`.

    As the console of ECS used to write them for everything that is not set. One finding for
    all of them.

    ## Why
    The AWS CLI and the SDK for Python refuse the file. AWS's action for GitHub,
    `amazon-ecs-deploy-task-definition`, takes such keys out.

    ## AWS says
    The CLI: `Parameter validation failed: Invalid type for parameter
    containerDefinitions[0].entryPoint, value: None, type: <class 'NoneType'>, valid types: <class
    'list'>, <class 'tuple'>`

    ## Wrong
    ```json taskdef.json
    {
      "family": "shop",
      "ipcMode": null,
      "containerDefinitions": [
        {
          "name": "web",
          "image": "public.ecr.aws/nginx/nginx:1.27",
          "memory": 256,
          "entryPoint": null
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
    [RegisterTaskDefinition](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html);
    [amazon-ecs-deploy-task-definition, index.js](https://github.com/aws-actions/amazon-ecs-deploy-task-definition/blob/master/index.js)
    """
    found = [
        each
        for each in strayings_of(document)
        if each.sort is Sort.WRONG_TYPE and each.found == "nothing"
    ]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        verb = "hold" if more else "holds"
        yield Problem(
            found[0].at,
            f"{found[0].place}{more} {verb} null",
            "take them out: the AWS CLI refuses them, the action for GitHub leaves them out",
        )
