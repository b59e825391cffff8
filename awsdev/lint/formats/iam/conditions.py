"""Operators of conditions and the values they compare with (codes `IP401` to `IP404`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.operators import Family, Operator, operator_of, suggestion_for
from awsdev.lint.formats.iam.tree import (
    Policy,
    PolicyType,
    is_function,
    is_left_open,
    policy_of,
    values_of,
)
from awsdev.lint.formats.iam.values import is_address, is_boolean, is_date, is_number
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_LEGACY = "MalformedPolicyDocument: The policy failed legacy parsing"
_EXPECTED: dict[Family, tuple[Callable[[str], bool], str]] = {
    Family.NUMBER: (is_number, "a number"),
    Family.BOOLEAN: (is_boolean, "true or false"),
    Family.NULL: (is_boolean, "true or false"),
    Family.ADDRESS: (is_address, "an address or a range such as 203.0.113.0/24"),
}
_SOURCE_ADDRESSES = ("aws:sourceip", "aws:vpcsourceip")
_VARIABLES = re.compile(r"\$\{[^}]*\}")


@RULES.rule("IP401", Severity.ERROR)
def unknown_operator(document: Document) -> Iterator[Problem]:
    """A condition operator that does not exist.

    Letters count: `stringEquals` is none. `ForAnyValue:` or `ForAllValues:` may stand before
    an operator, and `IfExists` after it.

    ## Why
    IAM refuses the whole policy.

    ## AWS says
    `MalformedPolicyDocument: Invalid Condition type : stringEquals`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::orders-archive",
          "Condition": {"StringEqual": {"s3:prefix": "2026/"}}
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
          "Resource": "arn:aws:s3:::orders-archive",
          "Condition": {"StringEquals": {"s3:prefix": "2026/"}}
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    """
    policy = policy_of(document)
    for statement in policy.statements:
        condition = statement.node.mapping("Condition")
        for block in () if is_function(condition) else condition.entries:
            # IAM lets an operator pass that compares nothing.
            is_empty = isinstance(block.value, Mapping) and not block.value.entries
            if operator_of(block.key.text) or is_empty or is_left_open(block.key):
                continue
            near = suggestion_for(block.key.text)
            words = f"MalformedPolicyDocument: Invalid Condition type : {block.key.text}"
            yield Problem(
                block.key,
                f"{block.key.text} is no condition operator",
                f"did you mean {near}?" if near else "",
                "" if policy.type is PolicyType.RESOURCE else words,
            )


@RULES.rule("IP402", Severity.ERROR)
def malformed_date(document: Document) -> Iterator[Problem]:
    """A date that cannot be read.

    With one of the operators for dates: a date as ISO 8601 writes it, or seconds since 1970.

    ## Why
    IAM refuses the whole policy.

    ## AWS says
    `MalformedPolicyDocument: The policy failed legacy parsing`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"DateLessThan": {"aws:CurrentTime": "31.12.2026"}}
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
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-12-31T23:59:59Z"}}
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Condition operators, date](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date)
    """
    policy = policy_of(document)
    for operator, _, value in _comparisons(policy):
        if operator.family is Family.DATE and not is_date(value.text):
            yield Problem(
                value,
                f"{operator.base} cannot read {value.text or 'an empty text'} as a date",
                "write it as 2026-12-31T23:59:59Z",
                "" if policy.type is PolicyType.RESOURCE else _LEGACY,
            )


@RULES.rule("IP403", Severity.WARNING)
def wrong_condition_value(document: Document) -> Iterator[Problem]:
    """A value that the operator cannot compare.

    `Bool` and `Null` compare with true and false, the operators for numbers with numbers,
    those for addresses with addresses and ranges of them.

    ## Why
    The comparison never holds, so the statement never takes effect, or always does where the
    operator is a negated one.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sqs:SendMessage",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.*"}}
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
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    """
    for operator, _, value in _comparisons(policy_of(document)):
        expected = _EXPECTED.get(operator.family)
        if expected and not expected[0](value.text):
            shown = value.text or "an empty text"
            yield Problem(
                value, f"{operator.base} cannot compare with {shown}", f"write {expected[1]}"
            )


@RULES.rule("IP404", Severity.WARNING)
def compared_letter_by_letter(document: Document) -> Iterator[Problem]:
    """A wildcard or a range of addresses is compared letter by letter.

    A `*` in a value of `StringEquals` and its kin, and a range of addresses that
    `aws:SourceIp` is compared with as text.

    ## Why
    Only a request that holds a star itself, or the range with its slash, would match.

    ## AWS says
    Nothing.

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:ListBucket",
          "Resource": "arn:aws:s3:::orders-archive",
          "Condition": {"StringEquals": {"s3:prefix": "2026/*"}}
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
          "Resource": "arn:aws:s3:::orders-archive",
          "Condition": {"StringLike": {"s3:prefix": "2026/*"}}
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: Condition operators, string](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String)
    """
    for operator, key, value in _comparisons(policy_of(document)):
        if key.text.lower() in _SOURCE_ADDRESSES and operator.family in (Family.TEXT, Family.LIKE):
            if "/" in value.text and is_address(value.text):
                better = "NotIpAddress" if "Not" in operator.base else "IpAddress"
                yield _literal(operator, value, better)
        elif operator.family is Family.TEXT and "*" in _VARIABLES.sub("", value.text):
            better = "StringNotLike" if "Not" in operator.base else "StringLike"
            yield _literal(operator, value, better)


def _literal(operator: Operator, value: Scalar, better: str) -> Problem:
    suffix = "IfExists" if operator.if_exists else ""
    return Problem(
        value,
        f"{operator.base} compares letter by letter with {value.text}",
        f"write {operator.prefix}{better}{suffix}",
    )


def _comparisons(policy: Policy) -> Iterator[tuple[Operator, Scalar, Scalar]]:
    """Yield each known operator with the key and each value it compares."""
    for statement in policy.statements:
        for name, entry in statement.conditions():
            operator = operator_of(name.text)
            for value in values_of(entry.value) if operator else ():
                if operator and not _is_template(value):
                    yield operator, entry.key, value


def _is_template(value: Scalar) -> bool:
    return is_function(value) or "$" in value.text or is_left_open(value)
