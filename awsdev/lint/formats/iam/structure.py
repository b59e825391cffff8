"""Keys and values where they belong (codes `IP101` to `IP105`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Node, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.iam.grammar import EFFECTS, strayings_of
from awsdev.lint.formats.iam.tree import NEW, Policy, PolicyType, Statement, is_left_open, policy_of
from awsdev.lint.grammars.shape import Sort, Straying, described, head_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("iam-policy")

_SYNTAX = "MalformedPolicyDocument: Syntax errors in policy."
_LEGACY = "MalformedPolicyDocument: The policy failed legacy parsing"
_NO_ACTIONS = "MalformedPolicyDocument: Policy statement must contain actions."
_NO_RESOURCES = "MalformedPolicyDocument: Policy statement must contain resources."
_PAIRS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))
_IGNORED_AT_THE_TOP = "Conditions"
"""IAM lets it stand at the top, for whatever reason."""


@RULES.rule("IP101", Severity.ERROR)
def unknown_key(document: Document) -> Iterator[Problem]:
    """A key that the policy language does not have.

    At the top, in a statement or in a principal. Letters must be as AWS writes them: `effect`
    is not `Effect`, and a comment in the guise of a key is refused as well.

    ## Why
    IAM refuses the whole policy and names neither the key nor the line.

    ## AWS says
    `MalformedPolicyDocument: Syntax errors in policy.`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Actions": "sqs:SendMessage",
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
          "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"],
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [Grammar of the IAM JSON policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
    """
    words = _words(policy_of(document), _SYNTAX)
    for straying in strayings_of(document):
        at_the_top = straying.name == _IGNORED_AT_THE_TOP and not straying.route
        if straying.sort is Sort.UNKNOWN_KEY and not at_the_top:
            yield Problem(
                straying.at,
                f"{straying.name} is no key of {straying.place}",
                straying.choices,
                words,
            )


@RULES.rule("IP102", Severity.ERROR)
def missing_key(document: Document) -> Iterator[Problem]:
    """A statement lacks what it cannot do without.

    An effect, at least one action, and at least one resource. A trust policy, which says who
    may assume a role (`sts:AssumeRole…`), needs principals instead of resources, and so does
    each statement of a bucket's policy besides its resources. What policies of other services
    need differs, and is left alone.

    ## Why
    IAM, or the service the policy is for, refuses it.

    ## AWS says
    `MalformedPolicyDocument: Policy statement must contain resources.`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sqs:SendMessage"
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
    [IAM JSON policy elements](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)
    """
    policy = policy_of(document)
    for straying in strayings_of(document):
        if straying.sort is Sort.MISSING_KEY:
            hint = f"write {' or '.join(EFFECTS)}" if straying.name == "Effect" else ""
            yield Problem(
                head_of(straying.at),
                f"{straying.place} lacks {straying.name}",
                hint,
                _words(policy, _SYNTAX),
            )
    value = policy.root.entry("Statement")
    if value and isinstance(value.value, Sequence) and not value.value.items:
        yield Problem(value.key, "the policy holds no statement", "", _words(policy, _SYNTAX))
    for statement in policy.statements:
        yield from _missing_actions(statement, policy)
        yield from _missing_resources(statement, policy)
        yield from _missing_principals(statement, policy)


def _missing_actions(statement: Statement, policy: Policy) -> Iterator[Problem]:
    if at := _absent(statement, "Action", "NotAction"):
        words = _words(policy, _NO_ACTIONS)
        yield Problem(at, f"{statement.place} names no action", "add Action", words)


def _missing_resources(statement: Statement, policy: Policy) -> Iterator[Problem]:
    in_bucket_policy = policy.type is PolicyType.RESOURCE and statement.is_all_of("s3")
    if policy.type is not PolicyType.IDENTITY and not in_bucket_policy:
        return
    if at := _absent(statement, "Resource", "NotResource"):
        words = _words(policy, _NO_RESOURCES)
        if in_bucket_policy:
            words = "MalformedPolicy: Statement is missing required element"
        yield Problem(at, f"{statement.place} names no resource", "add Resource", words)


def _missing_principals(statement: Statement, policy: Policy) -> Iterator[Problem]:
    if statement.names_principals:
        return
    if policy.type is PolicyType.TRUST:
        yield Problem(
            head_of(statement.node),
            f"{statement.place} does not say who may assume the role",
            "add Principal; where this allows to assume another role, add Resource instead",
        )
    elif policy.type is PolicyType.RESOURCE and statement.is_all_of("s3"):
        yield Problem(
            head_of(statement.node),
            f"{statement.place} names no principal, as others here do",
            "add Principal, or keep policies of buckets and of identities apart",
            "MalformedPolicy: Missing required field Principal",
        )


def _absent(statement: Statement, *keys: str) -> Node | None:
    """Return where to point when none of these keys holds anything, else None."""
    for key in keys:
        if entry := statement.node.entry(key):
            is_empty = isinstance(entry.value, Sequence) and not entry.value.items
            return entry.key if is_empty else None
    return head_of(statement.node)


@RULES.rule("IP103", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A value is of the wrong type.

    A list where a mapping belongs, a number where text belongs, a list within a list. `null`
    among actions or resources is let pass, as IAM lets it pass.

    ## Why
    IAM refuses the whole policy and names neither the key nor the line. `Condition` is most
    often concerned: it is one mapping of operators, not a list of conditions.

    ## AWS says
    `MalformedPolicyDocument: Syntax errors in policy.`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "sqs:*",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders",
          "Condition": [{"Bool": {"aws:SecureTransport": "false"}}]
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
    [Grammar of the IAM JSON policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
    """
    words = _words(policy_of(document), _SYNTAX)
    for straying in strayings_of(document):
        if straying.sort is Sort.WRONG_TYPE and not _is_null_item(straying):
            found = described(straying.found)
            yield Problem(
                straying.at,
                f"{straying.place} must be {_expected(straying)}, not {found}",
                "",
                words,
            )


def _is_null_item(straying: Straying) -> bool:
    in_list = len(straying.route) > 2 and isinstance(straying.route[-1], int)
    return in_list and straying.found == "nothing"


def _expected(straying: Straying) -> str:
    # Wherever a list may stand, one text may stand as well.
    is_list = straying.expected[0] == "a list"
    return "text, or a list of texts" if is_list else straying.expected[0]


@RULES.rule("IP104", Severity.ERROR)
def wrong_value(document: Document) -> Iterator[Problem]:
    """An effect or a version that does not exist.

    `Effect` is `Allow` or `Deny`, in these very letters. `Version` is the version of the
    policy language, not of the policy: `2012-10-17`, or `2008-10-17` before.

    ## Why
    IAM refuses the policy. A version cannot be raised by writing a later date.

    ## AWS says
    `MalformedPolicyDocument: Syntax errors in policy.`; for an effect in other letters:
    `MalformedPolicyDocument: The policy failed legacy parsing`.

    ## Wrong
    ```json policy.json
    {
      "Version": "2024-06-01",
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
    [IAM JSON policy elements: Effect](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html),
    [Version](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
    """
    policy = policy_of(document)
    for straying in strayings_of(document):
        if straying.sort is Sort.WRONG_VALUE and not is_left_open(straying.at):
            in_other_letters = straying.found.title() in EFFECTS
            words = _words(policy, _LEGACY if in_other_letters else _SYNTAX)
            hint = f"write {NEW}" if straying.route[-1] == "Version" else straying.choices
            yield Problem(straying.at, f"{straying.place} cannot be {straying.found}", hint, words)


@RULES.rule("IP105", Severity.ERROR)
def contradicting_keys(document: Document) -> Iterator[Problem]:
    """A statement has a key and its opposite.

    `Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal`.

    ## Why
    Each pair is one choice: what is listed, or all but what is listed. IAM refuses both
    together.

    ## AWS says
    `MalformedPolicyDocument: Syntax errors in policy.`

    ## Wrong
    ```json policy.json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "sqs:*",
          "NotAction": "sqs:PurgeQueue",
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
          "Action": "sqs:*",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        },
        {
          "Effect": "Deny",
          "Action": "sqs:PurgeQueue",
          "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"
        }
      ]
    }
    ```

    ## Source
    [IAM JSON policy elements: NotAction](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html)
    """
    policy = policy_of(document)
    for statement in policy.statements:
        for key, opposite in _PAIRS:
            entry = statement.node.entry(opposite)
            if entry and statement.node.entry(key):
                yield Problem(
                    entry.key,
                    f"{statement.place} has both {key} and {opposite}",
                    "keep one; a second statement can deny what the first allows too much",
                    _words(policy, _SYNTAX),
                )


def _words(policy: Policy, words: str) -> str:
    """Return IAM's words where the policy is one that IAM itself reads."""
    return "" if policy.type is PolicyType.RESOURCE else words
