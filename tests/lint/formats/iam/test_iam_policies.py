"""Policies: good files are clean, bad ones have exactly the findings their neighbour declares.

JSON has no comments: next to `IP101-top.json` lies `IP101-top.expect`, with one line a finding,
`IP101 3:3` (code, line and column).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.iam import RULES
from awsdev.lint.formats.iam.actions import action_exists
from awsdev.lint.formats.iam.operations import ACTIONS_OF_OPERATIONS
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")


def findings_in(text: str, path: str = "policy.json") -> list[Finding]:
    return check_document(parse_yaml(text, path), "iam-policy")


def only_finding(text: str) -> Finding:
    found = findings_in(text)
    assert len(found) == 1, found
    return found[0]


def statement(text: str, version: str = "2012-10-17") -> str:
    return f'{{"Version": "{version}", "Statement": [{{"Effect": "Allow", {text}}}]}}'


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert findings_in(path.read_text("utf-8"), path.name) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    expected = path.with_suffix(".expect").read_text("utf-8").splitlines()
    found = findings_in(path.read_text("utf-8"), path.name)
    assert [f"{one.code} {one.span.line}:{one.span.column}" for one in found] == expected
    assert {one.code for one in found} == {path.name[:5]}


def test_every_rule_has_a_bad_file() -> None:
    assert {path.name[:5] for path in BAD} == {rule.code for rule in RULES}


def test_findings_are_sentences() -> None:
    for path in BAD:
        for one in findings_in(path.read_text("utf-8"), path.name):
            assert one.message
            assert not one.message.endswith(".")
            assert one.path == path.name


def test_what_a_service_may_take_is_no_error() -> None:
    errors = {rule.code for rule in RULES if rule.severity is Severity.ERROR}
    refused = {"IP101", "IP102", "IP103", "IP104", "IP105", "IP108", "IP109"}
    assert errors == refused | {"IP201", "IP202", "IP301", "IP303", "IP401", "IP402"}


@pytest.mark.parametrize("operation", ACTIONS_OF_OPERATIONS)
def test_operations_are_no_actions_but_need_some(operation: str) -> None:
    assert not action_exists(operation)
    assert all(action_exists(action) for action in ACTIONS_OF_OPERATIONS[operation])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Action": "s3:ListBucket", "Resource": "orders"', "must be in ARN format"),
        ('"Action": "s3:ListBucket", "Resource": "arn:aws:s3::orders"', "failed legacy parsing"),
        ('"Action": "SendMessage", "Resource": "*"', "must be prefaced by a vendor"),
        ('"Action": "sqs:*", "Resource": "*", "Sid": "a b"', "must be alpha-numeric"),
        (
            '"Action": "sqs:*", "Resource": "*", "Condition": {"stringEquals": {"a:b": "c"}}',
            "Invalid Condition type : stringEquals",
        ),
        ('"Action": "sts:AssumeRole", "Principal": {"AWS": "me"}', '"AWS":"me"'),
        ('"Action": "sqs:SendMessage"', "must contain resources."),
        ('"Resource": "*"', "must contain actions."),
    ],
)
def test_errors_quote_iam(text: str, words: str) -> None:
    assert words in only_finding(statement(text)).service_error


@pytest.mark.parametrize(
    "principal",
    ['{"Service": "sns.amazonaws.com"}', '{"AWS": "111122223333"}', '{"Federated": "a.b"}'],
)
def test_policies_of_resources_are_not_told_what_iam_says(principal: str) -> None:
    text = statement(f'"Principal": {principal}, "action": "a", "Action": "sqs:*", "Resource": "*"')
    assert only_finding(text).code == "IP101"
    assert only_finding(text).service_error == ""


@pytest.mark.parametrize(
    ("action", "hint"),
    [
        ("sqs:SendMesage", "did you mean sqs:SendMessage?"),
        ("sqss:SendMessage", "did you mean sqs:SendMessage?"),
        ("s3:ListObjectsV2", "it needs s3:ListBucket"),
        ("s3:CopyObject", "it needs s3:GetObject and s3:PutObject"),
        ("evidently:GetProject", ""),
        ("sqs:Sent*", ""),
    ],
)
def test_unknown_action_names_what_was_meant(action: str, hint: str) -> None:
    found = only_finding(statement(f'"Action": "{action}", "Resource": "*"'))
    assert (found.code, found.hint) == ("IP302", hint)


@pytest.mark.parametrize(
    ("action", "resource", "hint"),
    [
        ("s3:ListBucket", "arn:aws:s3:::orders/2026/*", "add arn:aws:s3:::orders"),
        ("s3:GetObject", "arn:aws:s3:::orders", "add arn:aws:s3:::orders/*"),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::orders", 'it takes no resource: allow it on "*"'),
        ("sqs:SendMessage", "arn:aws:sns:*:*:orders", "arn:aws:sqs:<region>:<account>:*"),
    ],
)
def test_action_without_resource_says_what_to_add(action: str, resource: str, hint: str) -> None:
    found = only_finding(statement(f'"Action": "{action}", "Resource": "{resource}"'))
    assert found.code == "IP304"
    assert hint in found.hint


def test_deny_of_what_never_matches_is_no_finding() -> None:
    text = statement('"Action": "s3:ListBucket", "Resource": "arn:aws:s3:::orders/*"')
    assert findings_in(text.replace("Allow", "Deny")) == []


def test_a_trust_policy_is_told_by_what_is_there() -> None:
    trust = statement('"Action": "sts:AssumeRole"')
    assert "who may assume the role" in only_finding(trust).message
    other = statement('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/a"')
    assert findings_in(other) == []


def test_unknown_keys_name_their_neighbour_and_all_valid_keys() -> None:
    text = statement('"Action": "sqs:*", "Resource": "*", "Conditions": {}')
    found = only_finding(text)
    assert found.hint.startswith("did you mean Condition? Valid: Sid, Effect, ")


def test_length_counts_no_white_space() -> None:
    actions = ",\n          ".join(f'"sqs:SendMessage{" " * 90}"' for _ in range(300))
    text = statement(f'"Action": [{actions}], "Resource": "*"')
    assert len(text) > 30_000
    assert {one.code for one in findings_in(text)} == {"IP302"}
    assert len(re.sub(r"\s", "", text)) < 6144
