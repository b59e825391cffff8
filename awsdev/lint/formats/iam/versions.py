"""The version of the policy language (codes `IP106` and `IP107`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.tree import NEW, PolicyType, Statement, policy_of, values_of
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_REFUSED = "MalformedPolicyDocument: Policy document must be version 2012-10-17 or greater."
_VARIABLE = re.compile(r"\$\{(?:[*?$]|[\w.-]+:[^}]+)\}")
"""`${aws:username}`, `${*}`; no placeholder such as `${bucket}`."""


@RULES.rule("IP106", Severity.WARNING)
def old_version(document: Document) -> Iterator[Problem]:
    """A policy without a version, or with the old one.

    Only policies that name no principals and trust nobody. Where the version is missing, it is
    `2008-10-17`.

    ## Why
    A managed policy is refused. An inline policy is taken, but policy variables such as
    `${aws:username}` are plain text in it.

    ## AWS says
    `MalformedPolicyDocument: Policy document must be version 2012-10-17 or greater.`

    ## Wrong
    ```json policy.json
    {
      "Statement": [
        {
          "Effect": "Allow",
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
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Version](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
    """
    policy = policy_of(document)
    if policy.type is not PolicyType.IDENTITY or not policy.is_old or not policy.statements:
        return
    entry = policy.root.entry("Version")
    what = f"the version {policy.root.text('Version')} is old" if entry else "Version is missing"
    yield Problem(entry.value if entry else head_of(policy.root), what, f"write {NEW}", _REFUSED)


@RULES.rule("IP107", Severity.WARNING)
def variable_in_old_version(document: Document) -> Iterator[Problem]:
    """A policy variable in a policy of the old version.

    `${aws:username}` and the like in resources and conditions, where `Version` is missing or
    `2008-10-17`. Placeholders such as `${bucket}` are left alone.

    ## Why
    The old version of the language has no variables. The statement is about a resource whose
    name holds a dollar sign and braces, and never takes effect.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2008-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"AWS": "111122223333"},
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::homes/${aws:username}/*"
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
          "Principal": {"AWS": "111122223333"},
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::homes/${aws:username}/*"
        }
      ]
    }
    ```

    ## Source
    [IAM policy elements: variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
    """
    policy = policy_of(document)
    if not policy.is_old:
        return
    for statement in policy.statements:
        for text in _with_variables(statement):
            if found := _VARIABLE.search(text.text):
                yield Problem(
                    text,
                    f"{found[0]} is plain text in this version of the language",
                    f'write "Version": "{NEW}"',
                )


def _with_variables(statement: Statement) -> Iterator[Scalar]:
    yield from statement.all_resources
    for _, entry in statement.conditions():
        yield from values_of(entry.value)
