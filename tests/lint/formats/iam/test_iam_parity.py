"""The rules against two others that judge policies: moto, after IAM's own answers, and cfn-lint.

Both know less: moto looks at no principals, at no Sid's letters, and takes what it likes within
a condition's list; cfn-lint has no words for ARNs of S3.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.iam.exceptions import MalformedPolicyDocument
from moto.iam.policy_validation import (
    IAMPolicyDocumentValidator,
    IAMTrustPolicyDocumentValidator,
)

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.iam.tree import PolicyType, policy_of
from awsdev.lint.rules.check import check_document
from tests.conftest import Prove

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.json"))
BAD = sorted((HERE / "bad").glob("*.json"))
# IAM takes these words for managed policies alone, so a warning says them.
_OF_MANAGED = "IP106"
# What moto does not look at.
_UNSEEN = {"IP108", "IP201", "IP202"}


def findings_in(text: str) -> list[Finding]:
    return check_document(parse_yaml(text, "policy.json"), "iam-policy")


def refusals_in(text: str) -> list[Finding]:
    return [one for one in findings_in(text) if one.severity is Severity.ERROR]


def moto_refuses(text: str, policy_type: PolicyType) -> str:
    trust = policy_type is PolicyType.TRUST
    validator = IAMTrustPolicyDocumentValidator if trust else IAMPolicyDocumentValidator
    try:
        validator(text).validate()
    except MalformedPolicyDocument as error:
        return str(error.message)
    return ""


def type_of(text: str) -> PolicyType:
    return policy_of(parse_yaml(text)).type


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


READ_BY_IAM = [
    path
    for path in GOOD
    if type_of(text_of(path)) is not PolicyType.RESOURCE and path.name != "terraform.json"
]
SEEN_BY_MOTO = [
    path
    for path in BAD
    if type_of(text_of(path)) is PolicyType.IDENTITY
    and path.name[:5] not in _UNSEEN
    and refusals_in(text_of(path))
]


@pytest.mark.parametrize("path", READ_BY_IAM, ids=lambda path: path.name)
def test_moto_takes_what_is_clean(path: Path) -> None:
    text = text_of(path).replace("2008-10-17", "2012-10-17")
    if path.name == "numbers.json":
        text = text.replace('"s3:max-keys": 5', '"s3:max-keys": "5"')  # moto knows no numbers
    assert moto_refuses(text, type_of(text)) == ""


@pytest.mark.parametrize("path", SEEN_BY_MOTO, ids=lambda path: path.name)
def test_moto_refuses_in_the_same_words(path: Path, prove: Prove) -> None:
    text = text_of(path)
    message = moto_refuses(text, PolicyType.IDENTITY)
    assert message
    prove("refusal of a policy", "moto")
    # moto does not ask which of several is first, nor knows IAM's words for operators.
    if path.name not in ("IP303.json", "IP401.json"):
        said = {one.service_error for one in refusals_in(text)}
        assert f"MalformedPolicyDocument: {message}" in said


@pytest.mark.parametrize("text", json.loads(text_of(HERE / "bad/IP303.json"))["Statement"])
def test_resources_are_refused_in_the_same_words(text: dict[str, Any], prove: Prove) -> None:
    for resource in text["Resource"]:
        policy = {"Version": "2012-10-17", "Statement": [{**text, "Resource": resource}]}
        refused = refusals_in(json.dumps(policy))
        message = moto_refuses(json.dumps(policy), PolicyType.IDENTITY)
        assert [one.service_error for one in refused] == [f"MalformedPolicyDocument: {message}"]
        prove("refusal of a policy", "moto")


ACTIONS = st.sampled_from(
    [
        *("sqs:SendMessage", "*", "s3:Get*", "SendMessage", "", "a:b:c", "s q:x", "sqs*:x"),
        *(["sqs:SendMessage", "*"], ["sqs:SendMessage", "x"], [], {}, [[]], 5, "s3-s:x", "a.b:c"),
    ]
)
RESOURCES = st.sampled_from(
    [
        *("*", "arn:aws:sqs:*:*:a", "arn:aws:s3:::b", "b", "", "arn:aws:s3::b", "arn:aws", "a:b:c"),
        *("arn:aws::::b", "aws:s3:::b", "arn:aws:s3:eu-west-1::b", "arn:*:s3:::b", "arn:aws:x"),
        *(["*", None], ["b", {}], [], {"a": "b"}, 7, ["arn:aws:s3:::b", "arn:aws:s3::b"]),
        "arn:aws:s3:us-west-2:123456789012:accesspoint/a/object/*",
        *(
            "arn:aws:iam::111122223333:orders",
            "arn:aws:iam:eu-west-1::role/a",
            "arn:aws:iam:::role/a",
        ),
    ]
)
DATES = st.sampled_from(
    [
        *(
            "2026-12-31T23:59:59Z",
            "01T",
            "2026-12-13t2:00:00.593194+23",
            "1798761599",
            "b",
            "234-13",
        ),
        *("9223372036854775808", "-292275054", "2026", "2026-1-1", "2026-12-31T24:00:00Z", "T"),
    ]
)
OPERATORS = st.sampled_from(
    [
        *("StringEquals", "stringEquals", "ForAnyValue:StringLikeIfExists", "x", "DateLessThan"),
        *("ForAnyValue::StringLike", "NullIfExists", "ForAllValues:DateEquals", "ArnNotLike"),
    ]
)
CONDITIONS = st.one_of(
    st.dictionaries(OPERATORS, st.dictionaries(st.just("a:b"), DATES, max_size=1), max_size=2),
    st.sampled_from([{}, [], "a", {"StringEquals": []}, {"StringEquals": {"a:b": {}}}]),
    st.sampled_from([{"Bool": {"a:b": True}}, {"x": {}}, {"StringEquals": {"a:b": ["c", "d"]}}]),
)
STATEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "Effect": st.sampled_from(["Allow", "Allow", "Deny", "allow", "Permit", ["Allow"]]),
        "Action": ACTIONS,
        "NotAction": st.just("sqs:PurgeQueue"),
        "Resource": RESOURCES,
        "NotResource": st.just("*"),
        "Condition": CONDITIONS,
        "Sid": st.sampled_from(["", "A", "A", "B", {}, []]),
        "Extra": st.just("x"),
    },
)
SOUND = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Action": ACTIONS,
        "Resource": RESOURCES,
    },
    optional={"Condition": CONDITIONS, "Sid": st.sampled_from(["", "A"])},
)
POLICIES = st.fixed_dictionaries(
    {"Statement": st.lists(STATEMENTS | SOUND, max_size=2) | SOUND | st.sampled_from(["a", {}, 5])},
    optional={
        "Version": st.sampled_from(["2012-10-17", "2012-10-17", "2008-10-17", "2013-10-17", 5]),
        "Id": st.sampled_from(["a", {}]),
        "Extra": st.just("x"),
    },
)


@settings(max_examples=800, deadline=None)
@given(POLICIES)
def test_moto_and_the_rules_refuse_the_same(policy: dict[str, Any]) -> None:
    text = json.dumps(policy)
    found = findings_in(text)
    refused = [one for one in found if one.severity is Severity.ERROR or one.code == _OF_MANAGED]
    assert bool(moto_refuses(text, PolicyType.IDENTITY)) == bool(refused), refused


def as_template(text: str) -> bytes:
    """Return a template that holds the policy where policies of its type belong."""
    resource, key, others = {
        PolicyType.IDENTITY: ("AWS::IAM::ManagedPolicy", "PolicyDocument", {}),
        PolicyType.TRUST: ("AWS::IAM::Role", "AssumeRolePolicyDocument", {}),
        PolicyType.RESOURCE: ("AWS::SQS::QueuePolicy", "PolicyDocument", {"Queues": ["a"]}),
    }[type_of(text)]
    properties = {**others, key: json.loads(text)}
    return json.dumps(
        {"Resources": {"Policy": {"Type": resource, "Properties": properties}}}
    ).encode()


# ECR's policies have no resources, API Gateway's are no ARNs, IAM takes null, and the id of
# a role that is gone.
_STRICTER = {"repository.json", "api.json", "null-resource.json", "trust-account.json"}
CLEAN = [path for path in GOOD if path.name not in _STRICTER | {"terraform.json"}]
# cfn-lint lets pass a key of a principal, and what is empty.
_LAXER = {"IP101-principal.json", "IP102-empty.json", "IP103-null.json"}
STRAYING = [path for path in BAD if path.name[:5] < "IP106" and path.name not in _LAXER]


@pytest.fixture(scope="module")
def refused_by_cfn_lint() -> set[str]:
    """Ask cfn-lint once for all; return the names of the policies it has errors for."""
    texts = {f"{path.name}/template.json": as_template(text_of(path)) for path in CLEAN + STRAYING}
    errors = [one for one in lint_data(texts).findings if one.severity is Severity.ERROR]
    return {Path(one.path).parent.name for one in errors}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_cfn_lint_takes_what_is_clean(path: Path, refused_by_cfn_lint: set[str]) -> None:
    assert path.name not in refused_by_cfn_lint


@pytest.mark.parametrize("path", STRAYING, ids=lambda path: path.name)
def test_cfn_lint_refuses_what_is_not_in_the_grammar(
    path: Path, refused_by_cfn_lint: set[str], prove: Prove
) -> None:
    assert path.name in refused_by_cfn_lint
    prove("refusal of a policy", "cfn-lint")
