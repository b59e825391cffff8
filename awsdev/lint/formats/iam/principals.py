"""Who a policy is about (codes `IP201` to `IP205`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.tree import (
    Policy,
    PolicyType,
    Statement,
    is_left_open,
    policy_of,
    texts_of,
)
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_ACCOUNT_OR_ID = re.compile(r"\d{12}|A[A-Z0-9]{15,}")
"""An account, or what IAM shows for a role or user that is gone: `AROA…`, `AIDA…`."""
_ARN = re.compile(r"arn:[^:]+:(?:iam|sts):[^:]*:[^:]*:[^:]+")
_TRANSPORT_ONLY = {"aws:securetransport", "s3:tlsversion"}


@RULES.rule("IP201", Severity.ERROR)
def resource_in_trust_policy(document: Document) -> Iterator[Problem]:
    """A trust policy names resources.

    A statement that lets a service or a federated user assume a role, and has `Resource` or
    `NotResource`.

    ## Why
    A trust policy belongs to one role, which is its only resource. IAM refuses it.

    ## AWS says
    `MalformedPolicyDocument: Has prohibited field Resource`

    ## Wrong
    ```json trust.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "lambda.amazonaws.com"},
          "Action": "sts:AssumeRole",
          "Resource": "*"
        }
      ]
    }
    ```

    ## Right
    ```json trust.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "lambda.amazonaws.com"},
          "Action": "sts:AssumeRole"
        }
      ]
    }
    ```

    ## Source
    [Creating a role with a custom trust policy](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-custom.html)
    """
    for statement in policy_of(document).statements:
        principal = statement.node.mapping("Principal")
        # An endpoint's policy has both, but about users and roles only.
        trusts = principal.entry("Service") or principal.entry("Federated")
        for key in ("Resource", "NotResource"):
            entry = statement.node.entry(key)
            if entry and trusts and statement.assumes_role:
                yield Problem(
                    entry.key,
                    f"{statement.place} says who may assume a role, and has {key}",
                    "leave it out",
                    "MalformedPolicyDocument: Has prohibited field Resource",
                )


@RULES.rule("IP202", Severity.ERROR)
def malformed_principal(document: Document) -> Iterator[Problem]:
    """A principal that cannot be one.

    A principal is `"*"` or a mapping. Under `AWS` stand accounts, ARNs of IAM and STS, or `*`
    alone; within an ARN a wildcard is not taken. Under `Service` stand names such as
    `lambda.amazonaws.com`.

    ## Why
    The service refuses the policy. To trust all roles whose names begin alike, trust the
    account and compare `aws:PrincipalArn` in a condition.

    ## AWS says
    `MalformedPolicyDocument: Invalid principal in policy:
    "AWS":"arn:aws:iam::111122223333:role/ci-*"`

    ## Wrong
    ```json trust.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci-*"},
          "Action": "sts:AssumeRole"
        }
      ]
    }
    ```

    ## Right
    ```json trust.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"AWS": "111122223333"},
          "Action": "sts:AssumeRole",
          "Condition": {
            "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci-*"}
          }
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Principal](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
    """
    policy = policy_of(document)
    for statement in policy.statements:
        for entry in _principals(statement):
            value = entry.value
            if isinstance(value, Scalar) and value.type_name == "text" and value.text != "*":
                if not is_left_open(value):
                    yield _not_a_mapping(entry.key.text, value)
            elif isinstance(value, Mapping):
                yield from _bad_names(value, policy)


def _not_a_mapping(key: str, value: Scalar) -> Problem:
    sort = "Service" if value.text.endswith((".amazonaws.com", ".amazonaws.com.cn")) else "AWS"
    hint = f'write {{"{sort}": "{value.text}"}}'
    return Problem(value, f'{key} is a text other than "*"', hint)


def _bad_names(principal: Mapping, policy: Policy) -> Iterator[Problem]:
    for entry in principal.entries:
        fault_of = _FAULTS.get(entry.key.text)
        for name in texts_of(entry.value) if fault_of else ():
            if fault_of and not is_left_open(name) and (fault := fault_of(name.text)):
                words = f'Invalid principal in policy: "{entry.key.text.upper()}":"{name.text}"'
                is_trust = policy.type is PolicyType.TRUST
                yield Problem(name, *fault, f"MalformedPolicyDocument: {words}" if is_trust else "")


def _fault_of_aws(name: str) -> tuple[str, str] | None:
    if name == "*" or _ACCOUNT_OR_ID.fullmatch(name):
        return None
    if "*" in name or "?" in name:
        hint = "name each, or trust the account and compare aws:PrincipalArn in a condition"
        return f"a principal takes no wildcard: {name}", hint
    if name.startswith("arn:") and _ARN.match(name):
        return None
    return (
        f"{name} is no principal of AWS",
        "write an account's 12 digits, or arn:aws:iam::account:role/name",
    )


def _fault_of_service(name: str) -> tuple[str, str] | None:
    if "." in name or name == "*":
        return None
    return f"{name} is no service's name", f"write {name.lower()}.amazonaws.com, if that is it"


_FAULTS = {"AWS": _fault_of_aws, "Service": _fault_of_service}


@RULES.rule("IP203", Severity.WARNING)
def some_without_principal(document: Document) -> Iterator[Problem]:
    """Some statements name a principal, others do not.

    Policies of buckets are told by IP102.

    ## Why
    In a policy of an identity no statement may name one; in a policy of a resource each must.
    Statements of both kinds in one file fit nowhere.

    ## AWS says
    `MalformedPolicyDocument: Policy document should not specify a principal.` where the policy
    is given to an identity.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"Service": "sns.amazonaws.com"},
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        },
        {
          "Effect": "Allow",
          "Action": "sqs:ReceiveMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
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
          "Principal": {"Service": "sns.amazonaws.com"},
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [Identity-based policies and resource-based policies](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html)
    """
    policy = policy_of(document)
    if policy.type is not PolicyType.RESOURCE:
        return
    for statement in policy.statements:
        if not statement.names_principals and not statement.is_all_of("s3"):
            yield Problem(
                head_of(statement.node),
                f"{statement.place} names no principal, as others here do",
                "keep policies of resources and of identities apart",
                "MalformedPolicyDocument: Policy document should not specify a principal.",
            )


@RULES.rule("IP204", Severity.WARNING)
def open_to_anyone(document: Document) -> Iterator[Problem]:
    """Anyone at all is allowed.

    A statement that allows `"*"` as principal, without a condition. Policies that deny
    something under a condition are left alone, since that is how access is often narrowed.

    ## Why
    It is not everyone in the account: it is everyone, in any account or in none. Right for the
    files of a public site, wrong nearly everywhere else.

    ## AWS says
    Nothing, or an `AccessDenied` where public access is blocked for the account.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": "*",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
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
          "Principal": "*",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Principal, all principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous)
    """
    policy = policy_of(document)
    if any(_narrows(statement) for statement in policy.statements):
        return
    for statement in policy.statements:
        if statement.allows and not statement.is_conditional:
            for anyone in _anyone(statement):
                yield Problem(
                    anyone,
                    f"{statement.place} allows anyone, in any account or in none",
                    "name who is meant, or add a condition such as aws:SourceArn or "
                    "aws:PrincipalOrgID",
                )


@RULES.rule("IP205", Severity.WARNING)
def allows_all_others(document: Document) -> Iterator[Problem]:
    """A statement allows everyone but the principals it names.

    `NotPrincipal` together with the effect `Allow`.

    ## Why
    Everyone else is allowed, those without any account included. To keep some out, deny them;
    AWS advises against `NotPrincipal` in a statement that allows.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "NotPrincipal": {"AWS": "111122223333"},
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:444455556666:orders"
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
          "Principal": {"AWS": "777788889999"},
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:444455556666:orders"
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: NotPrincipal](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)
    """
    for statement in policy_of(document).statements:
        entry = statement.node.entry("NotPrincipal")
        if entry and statement.allows:
            yield Problem(
                entry.key,
                f"{statement.place} allows everyone but those named",
                "name those who are allowed under Principal",
            )


def _principals(statement: Statement) -> Iterator[Entry]:
    for key in ("Principal", "NotPrincipal"):
        if entry := statement.node.entry(key):
            yield entry


def _anyone(statement: Statement) -> Iterator[Scalar]:
    value = statement.node.get("Principal")
    names = texts_of(value.get("AWS")) if isinstance(value, Mapping) else [value]
    for name in names:
        if isinstance(name, Scalar) and name.text == "*":
            yield name


def _narrows(statement: Statement) -> bool:
    """Return whether a statement denies under a condition that is about more than encryption."""
    keys = {entry.key.text.lower() for _, entry in statement.conditions()}
    return statement.node.text("Effect") == "Deny" and bool(keys - _TRANSPORT_ONLY)
