"""What a policy allows or denies, and on what (codes `IP301` to `IP304`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.actions import (
    action_exists,
    actions_without_match,
    arn_formats,
    has_wildcard,
    nearest_actions,
    service_of,
    services,
    without_resource,
)
from awsdev.lint.formats.iam.arns import fault_of_resource
from awsdev.lint.formats.iam.operations import ACTIONS_OF_OPERATIONS
from awsdev.lint.formats.iam.spelling import slips
from awsdev.lint.formats.iam.tree import (
    Policy,
    PolicyType,
    Statement,
    is_left_open,
    policy_of,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_VENDOR = re.compile(r"[A-Za-z0-9.-]+")
_NO_VENDOR = (
    "MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, "
    "e.g., iam, sdb, ec2, etc."
)
_TWO_COLONS = "MalformedPolicyDocument: Actions/Condition can contain only one colon."
_SINGLY = 3
"""So many actions of a statement are told one by one."""


@RULES.rule("IP301", Severity.ERROR)
def malformed_action(document: Document) -> Iterator[Problem]:
    """An action is not a service, one colon and a name.

    The service stands for itself: wildcards belong into the name, save for `*` alone, which is
    every action of every service.

    ## Why
    IAM refuses the whole policy.

    ## AWS says
    `MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb,
    ec2, etc.`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "SendMessage",
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
    [IAM JSON policy elements: Action](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
    """
    policy = policy_of(document)
    for statement in policy.statements:
        for action in statement.all_actions:
            if not is_left_open(action) and (fault := _fault_of_action(action.text)):
                message, words = fault
                of_iam = policy.type is not PolicyType.RESOURCE
                hint = "write service:Name, such as sqs:SendMessage"
                yield Problem(action, message, hint, words if of_iam else "")


def _fault_of_action(action: str) -> tuple[str, str] | None:
    """Return what is wrong with an action and IAM's words for it, or None."""
    service, colon, name = action.partition(":")
    if action == "*" or (service == "*" and colon and ":" not in name):
        return None
    if not colon:
        what = f"the action {action} names no service" if action else "an action is empty"
        return what, _NO_VENDOR
    if ":" in name:
        return f"the action {action} has more than one colon", _TWO_COLONS
    if service and not _VENDOR.fullmatch(service):
        words = f"MalformedPolicyDocument: Vendor {service} is not valid"
        return f"{service} is no service in the action {action}", words
    return None


@RULES.rule("IP302", Severity.WARNING)
def unknown_action(document: Document) -> Iterator[Problem]:
    """An action that no service has.

    The name, the service, or a name with wildcards that fits none of the service's actions, as
    AWS's service authorization reference knows them. That data ages: an action may be newer.

    ## Why
    IAM takes any name. A misspelt one allows nothing, and denies nothing either.

    ## AWS says
    Nothing, until the call that was meant ends in `AccessDenied`.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sqs:SendMesage",
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
    [Actions, resources, and condition keys for AWS services](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    if not services():
        return
    for statement in policy_of(document).statements:
        for action in statement.all_actions:
            text = action.text
            if is_left_open(action) or _fault_of_action(text) or text.startswith("*"):
                continue
            if not action_exists(text):
                yield Problem(action, *_unknown(text))


def _unknown(action: str) -> tuple[str, str]:
    """Return the message and the hint for an action that is not known."""
    service, _, name = action.partition(":")
    if not service:
        return f"the action {action} names no service", ""
    if service_of(action) is None:
        meant = [f"{each}:{name}" for each in slips(service, services())]
        return f"no service with the prefix {service} is known", _did_you_mean(meant)
    if has_wildcard(name):
        return f"no action of {service} fits {action}", ""
    if needed := ACTIONS_OF_OPERATIONS.get(action.lower()):
        return f"{name} is an operation, not an action", f"it needs {' and '.join(needed)}"
    known = slips(action, nearest_actions(action, limit=5))
    return f"{service} has no action {name} that is known", _did_you_mean(known)


def _did_you_mean(found: list[str]) -> str:
    return f"did you mean {' or '.join(found)}?" if found else ""


@RULES.rule("IP303", Severity.ERROR)
def malformed_resource(document: Document) -> Iterator[Problem]:
    """A resource that is neither an ARN nor `*`.

    The beginning, the partition, and the colons of each `Resource` and `NotResource`, in
    policies of identities and of buckets. Whether the resource exists is not asked, and what a
    variable or a placeholder is part of is left alone.

    ## Why
    IAM refuses the whole policy. The usual slips are a bucket's name alone, a left out `arn:`,
    and a colon too few: an ARN of S3 has three in a row.

    ## AWS says
    `MalformedPolicyDocument: Resource orders-archive must be in ARN format or "*".`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "orders-archive"
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
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::orders-archive"
        }
      ]
    }
    ```

    ## Source
    [IAM ARNs](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns)
    """
    policy = policy_of(document)
    for statement in policy.statements:
        is_bucket_policy = policy.type is PolicyType.RESOURCE and statement.is_all_of("s3")
        if policy.type is not PolicyType.IDENTITY and not is_bucket_policy:
            continue  # API Gateway takes "execute-api:/*", and others what they like.
        for resource in statement.all_resources:
            if not is_left_open(resource) and (fault := fault_of_resource(resource.text)):
                message, hint, words = fault
                if is_bucket_policy:
                    words = "MalformedPolicy: Policy has invalid resource"
                yield Problem(resource, message, hint, words)


@RULES.rule("IP304", Severity.WARNING)
def action_without_resource(document: Document) -> Iterator[Problem]:
    """An action is allowed on resources that it does not work on.

    An action of whose kinds of resources none fits any `Resource` of its statement:
    `s3:ListBucket` works on a bucket, `s3:GetObject` on the objects in it. Actions with
    wildcards are left alone.

    ## Why
    IAM takes the policy, and the call is denied all the same. S3 refuses such a policy of a
    bucket.

    ## AWS says
    Nothing; S3, of a bucket's policy: `MalformedPolicy: Action does not apply to any
    resource(s) in statement`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:ListBucket", "s3:GetObject"],
          "Resource": "arn:aws:s3:::orders-archive/*"
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
          "Action": ["s3:ListBucket", "s3:GetObject"],
          "Resource": ["arn:aws:s3:::orders-archive", "arn:aws:s3:::orders-archive/*"]
        }
      ]
    }
    ```

    ## Source
    [Actions, resources, and condition keys for AWS services](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    policy = policy_of(document)
    for statement in policy.statements:
        if statement.allows:
            yield from _unmatched(statement, policy)


def _unmatched(statement: Statement, policy: Policy) -> Iterator[Problem]:
    value = statement.node.get("Resource")
    listed = statement.resources
    is_whole = not isinstance(value, Sequence) or len(value.items) == len(listed)
    if not is_whole or any(is_left_open(each) or fault_of_resource(each.text) for each in listed):
        return
    actions = {action.text: action for action in statement.actions}
    found = actions_without_match(actions, [each.text for each in listed])
    in_bucket_policy = policy.type is PolicyType.RESOURCE and statement.is_all_of("s3")
    words = "MalformedPolicy: Action does not apply to any resource(s) in statement"
    words = words if in_bucket_policy else ""
    if len(found) > _SINGLY:
        # One list of resources is wrong, not a hundred actions.
        several = f"{', '.join(found[:2])} and {len(found) - 2} more"
        message = f"{several} work on none of the resources named here"
        yield Problem(actions[found[0]], message, _works_on(found[0], listed), words)
        return
    for text in found:
        message = f"{text} works on none of the resources named here"
        yield Problem(actions[text], message, _works_on(text, listed), words)


def _works_on(action: str, listed: list[Scalar]) -> str:
    if without_resource(action):
        return 'it takes no resource: allow it on "*", in a statement of its own'
    formats = arn_formats(action)
    of_s3 = [each.text for each in listed if each.text.startswith("arn:aws:s3:::")]
    for text in of_s3:
        if "/" in text and "arn:aws:s3:::<name>" in formats:
            return f"it works on the bucket: add {text.split('/')[0]}"
        if "/" not in text and "arn:aws:s3:::<name>/*" in formats:
            return f"it works on objects: add {text}/*"
    return f"it works on {' or '.join(formats[:3])}" if formats else ""
