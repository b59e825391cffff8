"""How statements are named, and how long a policy is (codes `IP108` to `IP110`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar, plain_value
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.tree import PolicyType, is_left_open, policy_of
from awsdev.lint.grammars.shape import head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_SID = re.compile(r"[0-9A-Za-z]*")
_BAD_SID = (
    "MalformedPolicyDocument: Statement IDs (SID) must be alpha-numeric. Check that your input "
    "satisfies the regular expression [0-9A-Za-z]*"
)
_REPEATED_SID = "MalformedPolicyDocument: Statement IDs (SID) in a single policy must be unique."
_MANAGED, _INLINE = 6144, 10_240
_TOO_LONG = "LimitExceeded: Cannot exceed quota for PolicySize: 6144"


@RULES.rule("IP108", Severity.ERROR)
def sid_characters(document: Document) -> Iterator[Problem]:
    """A statement's Sid holds characters that IAM does not take.

    Letters and digits of ASCII only, in policies of identities. Policies of buckets, keys and
    other resources are left alone: their services take blanks and hyphens.

    ## Why
    IAM refuses the whole policy.

    ## AWS says
    `MalformedPolicyDocument: Statement IDs (SID) must be alpha-numeric. Check that your input
    satisfies the regular expression [0-9A-Za-z]*`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "send-orders",
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
          "Sid": "SendOrders",
          "Effect": "Allow",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Sid](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html)
    """
    policy = policy_of(document)
    if policy.type is not PolicyType.IDENTITY:
        return
    for statement in policy.statements:
        sid = statement.node.get("Sid")
        if isinstance(sid, Scalar) and not (_SID.fullmatch(sid.text) or is_left_open(sid)):
            yield Problem(
                sid,
                f"the Sid {sid.text} holds more than letters and digits",
                "leave out all but A-Z, a-z and 0-9",
                _BAD_SID,
            )


@RULES.rule("IP109", Severity.ERROR)
def repeated_sid(document: Document) -> Iterator[Problem]:
    """Two statements have the same Sid.

    In policies of identities and in trust policies. An empty Sid may be repeated, and some
    services take repeated ones in their own policies, S3 among them.

    ## Why
    IAM refuses the whole policy.

    ## AWS says
    `MalformedPolicyDocument: Statement IDs (SID) in a single policy must be unique.`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Orders",
          "Effect": "Allow",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        },
        {
          "Sid": "Orders",
          "Effect": "Allow",
          "Action": "sns:Publish",
          "Resource": "arn:aws:sns:eu-west-1:111122223333:orders"
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
          "Sid": "SendOrders",
          "Effect": "Allow",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        },
        {
          "Sid": "PublishOrders",
          "Effect": "Allow",
          "Action": "sns:Publish",
          "Resource": "arn:aws:sns:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Sid](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html)
    """
    policy = policy_of(document)
    if policy.type is PolicyType.RESOURCE:
        return
    first: dict[str, int] = {}
    for statement in policy.statements:
        sid = statement.node.get("Sid")
        if not isinstance(sid, Scalar) or not sid.text or is_left_open(sid):
            continue
        if sid.text in first:
            yield Problem(
                sid,
                f"the Sid {sid.text} is taken; it is already on line {first[sid.text]}",
                "give each statement a Sid of its own, or none",
                _REPEATED_SID,
            )
        first.setdefault(sid.text, sid.span.line)


@RULES.rule("IP110", Severity.INFO)
def too_long(document: Document) -> Iterator[Problem]:
    """A policy is too long for a managed policy.

    More than 6144 characters, white space outside of names and values not counted. Only
    policies that name no principals.

    ## Why
    IAM does not create or change the managed policy. A role's inline policies may hold 10240
    characters together, a group's 5120 and a user's 2048.

    ## AWS says
    `LimitExceeded: Cannot exceed quota for PolicySize: 6144`

    ## Wrong
    ```yaml policy.yaml
    Version: "2012-10-17"
    Statement:
      - &queues
        Effect: Allow
        Action:
          - sqs:GetQueueAttributes
          - sqs:GetQueueUrl
          - sqs:ListDeadLetterSourceQueues
          - sqs:ListQueueTags
          - sqs:ReceiveMessage
          - sqs:SendMessage
        Resource:
          - arn:aws:sqs:eu-west-1:111122223333:orders-for-the-warehouse
          - arn:aws:sqs:eu-west-1:111122223333:orders-for-the-shop
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
      - *queues
    ```

    ## Right
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["sqs:Get*", "sqs:List*", "sqs:ReceiveMessage"],
          "Resource": "*"
        }
      ]
    }
    ```

    ## Source
    [IAM and AWS STS quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length)
    """
    policy = policy_of(document)
    if policy.type is not PolicyType.IDENTITY or document.root is None:
        return
    length = _length(document)
    if length > _MANAGED:
        fits = "an inline policy of a role still takes it" if length <= _INLINE else ""
        yield Problem(
            head_of(policy.root),
            f"the policy has {length} characters; a managed policy may have {_MANAGED}",
            f"split it, or name actions by wildcards{'; ' if fits else ''}{fits}",
            _TOO_LONG,
        )


def _length(document: Document) -> int:
    """Return how many characters of the policy count."""
    text = json.dumps(plain_value(document.root), ensure_ascii=False, default=str)
    return len("".join(text.split()))
