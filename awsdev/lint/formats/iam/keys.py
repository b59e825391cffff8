"""Keys of conditions (codes `IP405` and `IP406`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.actions import services
from awsdev.lint.formats.iam.context import GLOBAL_KEYS
from awsdev.lint.formats.iam.spelling import slips
from awsdev.lint.formats.iam.tree import is_left_open, policy_of, values_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_MFA = "aws:multifactorauthpresent"
_KNOWN = {key.lower() for key in GLOBAL_KEYS}


@RULES.rule("IP405", Severity.WARNING)
def unknown_condition_key(document: Document) -> Iterator[Problem]:
    """A condition key that does not exist.

    A key without a service before a colon, one that is spelt almost like a key of all services
    (`aws:…`), and one whose service is spelt almost like a service. The keys of each service
    are not looked at. Case does not count.

    ## Why
    IAM takes any key. One that is never there never matches: what was to be allowed is denied,
    and what was to be denied is allowed.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "sqs:*",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"Bool": {"aws:SecureTransports": "false"}}
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
          "Effect": "Deny",
          "Action": "sqs:*",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"Bool": {"aws:SecureTransport": "false"}}
        }
      ]
    }
    ```

    ## Source
    [AWS global condition context keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
    """
    for statement in policy_of(document).statements:
        for _, entry in statement.conditions():
            if not is_left_open(entry.key) and (fault := _fault_of_key(entry.key.text)):
                yield Problem(entry.key, *fault)


def _fault_of_key(key: str) -> tuple[str, str] | None:
    """Return what is wrong with a condition key and what to do, or None."""
    prefix, colon, rest = key.partition(":")
    # Keys of identity providers begin with the names of hosts.
    if "." in prefix or "/" in prefix:
        return None
    if not colon:
        near = slips(f"aws:{key}", GLOBAL_KEYS, 1)
        hint = f"did you mean {near[0]}?" if near else "write service:Key, such as s3:prefix"
        return f"the condition key {key} names no service", hint
    if prefix.lower() == "aws":
        name = key.split("/", 1)[0]
        near = [] if name.lower() in _KNOWN else slips(name, GLOBAL_KEYS, 1)
        return (f"no condition key {name} is known", f"did you mean {near[0]}?") if near else None
    near = [] if prefix.lower() in services() else slips(prefix, services(), 1)
    message = f"no service {prefix} of the condition key {key} is known"
    return (message, f"did you mean {near[0]}:{rest}?") if near else None


@RULES.rule("IP406", Severity.WARNING)
def mfa_not_required(document: Document) -> Iterator[Problem]:
    """Denying what comes without MFA lets access keys through.

    `Bool` with `aws:MultiFactorAuthPresent` false, in a statement that denies.

    ## Why
    Requests made with a user's access keys do not have the key at all, so the comparison does
    not hold and they are not denied. `BoolIfExists` holds where the key is missing.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "sqs:*",
          "Resource": "*",
          "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}
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
          "Effect": "Deny",
          "Action": "sqs:*",
          "Resource": "*",
          "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
        }
      ]
    }
    ```

    ## Source
    [AWS global condition context keys, aws:MultiFactorAuthPresent](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent)
    """
    for statement in policy_of(document).statements:
        for name, entry in statement.conditions():
            of_mfa = entry.key.text.lower() == _MFA and name.text == "Bool"
            is_false = any(value.text.lower() == "false" for value in values_of(entry.value))
            if of_mfa and is_false and statement.node.text("Effect") == "Deny":
                yield Problem(
                    name,
                    "requests with access keys are not denied: they lack the key",
                    "write BoolIfExists",
                )
