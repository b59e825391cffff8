"""Permissions that are broader than they look (codes `IP305` and `IP306`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.tree import PolicyType, Statement, policy_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_EVERYTHING = ("*", "*:*")
_PASS_ROLE = ("iam:passrole", "iam:pass*", "iam:passrole*")
_NARROWING = {"iam:passedtoservice", "iam:associatedresourcearn"}


@RULES.rule("IP305", Severity.INFO)
def everything_allowed(document: Document) -> Iterator[Problem]:
    """Every action on every resource is allowed.

    `"*"` as action and as resource, in a statement without condition, in a policy of an
    identity. Right for an administrator, or as the base of an organization's deny list.

    ## Why
    Whoever gets hold of the identity's credentials owns the account. A function or a build
    needs a handful of actions.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "*",
          "Resource": "*"
        }
      ]
    }
    ```

    ## Right
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [Security best practices in IAM, least privilege](https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege)
    """
    policy = policy_of(document)
    if policy.type is not PolicyType.IDENTITY:
        return
    for statement in policy.statements:
        everything = _first(statement.actions, _EVERYTHING)
        if everything and _is_unbounded(statement):
            yield Problem(
                everything,
                f"{statement.place} allows every action on every resource",
                "list the actions that are needed, and the resources they are needed on",
            )


@RULES.rule("IP306", Severity.WARNING)
def any_role_passed(document: Document) -> Iterator[Problem]:
    """Any role may be passed to any service.

    `iam:PassRole` on `"*"`, without a condition on `iam:PassedToService` or
    `iam:AssociatedResourceArn`.

    ## Why
    Who may pass an administrator's role to a function that they may create is an
    administrator.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "iam:PassRole",
          "Resource": "*"
        }
      ]
    }
    ```

    ## Right
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "iam:PassRole",
          "Resource": "arn:aws:iam::111122223333:role/orders-function",
          "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
        }
      ]
    }
    ```

    ## Source
    [Granting a user permissions to pass a role to an AWS service](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html)
    """
    for statement in policy_of(document).statements:
        passing = _first(statement.actions, _PASS_ROLE)
        keys = {entry.key.text.lower() for _, entry in statement.conditions()}
        if passing and _on_everything(statement) and not keys & _NARROWING:
            yield Problem(
                passing,
                f"{statement.place} allows any role to be passed to any service",
                "name the roles under Resource, and the service in a condition on "
                "iam:PassedToService",
            )


def _is_unbounded(statement: Statement) -> bool:
    return _on_everything(statement) and not statement.is_conditional


def _on_everything(statement: Statement) -> bool:
    return statement.allows and any(each.text == "*" for each in statement.resources)


def _first(actions: list[Scalar], wanted: tuple[str, ...]) -> Scalar | None:
    return next((action for action in actions if action.text.lower() in wanted), None)
