"""What is known of actions is what AWS's service reference says, and AWS's own policies hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import cfnlint
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto.iam.aws_managed_policies import aws_managed_policies_data

from awsdev.lint.formats.iam.actions import (
    DATA,
    action_exists,
    actions_without_match,
    arn_formats,
    can_match,
    nearest_actions,
    resource_kinds,
    services,
    without_resource,
)

REFERENCE: dict[str, Any] = json.loads(
    Path(cfnlint.__file__).with_name("data").joinpath(*DATA.split("/")[1:]).read_text("utf-8")
)

S3_KINDS = {("s3", kind) for kind in ("bucket", "object", "accesspoint", "accesspointobject")}

HOOK = "putlifecycleeventhookexecutionstatus"
# The CDK's `grant_put_lifecycle_event_hook_execution_status` names a deployment group.
assert REFERENCE["codedeploy"]["Actions"][HOOK] == {}, "the reference has what was added to it"
REFERENCE["codedeploy"]["Actions"][HOOK] = {"Resources": ["deploymentgroup"]}


def example_of(arn_format: str) -> str:
    """Return an ARN of a form; the forms in the data end where a name begins."""
    return re.sub(r"\$\{[^}]*\}", "x", arn_format).replace(".*", "x/y")


def test_every_action_of_the_reference_exists() -> None:
    assert services().keys() == REFERENCE.keys()
    for prefix, service in REFERENCE.items():
        for name, action in service["Actions"].items():
            assert action_exists(f"{prefix}:{name}")
            assert resource_kinds(f"{prefix}:{name}") == tuple(action.get("Resources", ()))


def test_an_action_matches_the_arns_of_each_of_its_kinds() -> None:
    for prefix, service in REFERENCE.items():
        for name, action in service["Actions"].items():
            kinds = action.get("Resources", ())
            for kind in kinds:
                for arn_format in service["Resources"][kind.lower()]["ARNFormats"]:
                    # The data does not tell buckets from objects; what an action matches is below.
                    if (prefix, kind) not in S3_KINDS:
                        assert can_match(f"{prefix}:{name}", example_of(arn_format)), (name, kind)
            assert can_match(f"{prefix}:{name}", "*")
            assert without_resource(f"{prefix}:{name}") == (not kinds)


def test_a_service_whose_arns_all_bear_its_name_matches_no_other_ones() -> None:
    other = "arn:aws:nothing:eu-west-1:111122223333:thing"
    checked = 0
    for prefix, service in services().items():
        for name, kinds in service.actions.items():
            forms = [form for kind in kinds for form in service.formats[kind.lower()]]
            if forms and all(form.split(":")[2] == prefix for form in forms):
                checked += 1
                assert not can_match(f"{prefix}:{name}", other)
    assert checked > 10_000


@pytest.mark.parametrize(
    ("action", "resource", "matches"),
    [
        (f"codedeploy:{HOOK}", "arn:aws:codedeploy:eu-west-1:1:deploymentgroup:shop/live", True),
        (f"codedeploy:{HOOK}", "arn:aws:codedeploy:eu-west-1:1:application:shop", False),
        ("s3:GetObject", "arn:aws:s3:::orders", False),
        ("s3:GetObject", "arn:aws:s3:::orders/*", True),
        ("s3:GetObject", "arn:aws:s3:::orders*", True),
        ("s3:GetObject", "arn:aws:s3:::${Bucket}", True),
        ("s3:ListBucket", "arn:aws:s3:::orders/*", False),
        ("s3:ListBucket", "arn:aws:s3:::*/*", False),
        ("s3:ListBucket", "arn:aws:s3:::orders-*", True),
        ("s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*", True),
        ("s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a", False),
        ("s3:ListBucket", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a", True),
        ("S3:GETOBJECT", "arn:aws:s3:::orders", False),
        ("s3:Get*", "arn:aws:s3:::orders", True),
        ("s3:GetNothing", "arn:aws:s3:::orders", True),
        ("nothing:GetObject", "arn:aws:s3:::orders", True),
        ("kms:Decrypt", "arn:aws:kms:*:*:alias/orders", False),
        ("states:StopExecution", "arn:aws:states:*:*:stateMachine:Orders", False),
        ("states:StartExecution", "arn:aws:states:*:*:stateMachine:Orders", True),
        ("dynamodb:Query", "arn:aws:dynamodb:*:*:table/Orders/index/*", True),
        ("dynamodb:Query", "arn:aws:sqs:*:*:Orders", False),
        ("dynamodb:ListTables", "arn:aws:dynamodb:*:*:table/Orders", False),
        ("dynamodb:ListTables", "arn:aws:dynamodb:*:*:table/*", True),
        ("execute-api:Invoke", "execute-api:/prod/*", True),
    ],
)
def test_what_an_action_matches(action: str, resource: str, matches: bool) -> None:
    assert can_match(action, resource) is matches


def test_a_statement_fails_where_none_of_its_resources_matches() -> None:
    actions = ["s3:GetObject", "s3:ListBucket", "s3:Put*"]
    bucket, objects = "arn:aws:s3:::orders", "arn:aws:s3:::orders/*"
    assert actions_without_match(actions, [bucket, objects]) == []
    assert actions_without_match(actions, [bucket]) == ["s3:GetObject"]
    assert actions_without_match(actions, [objects]) == ["s3:ListBucket"]
    assert actions_without_match(actions, []) == []


def test_policies_that_aws_itself_wrote_are_hardly_ever_found() -> None:
    statements = found = 0
    for policy in json.loads(aws_managed_policies_data).values():
        for statement in listed(policy["Document"]["Statement"]):
            if "Action" in statement and "Resource" in statement:
                statements += 1
                resources = listed(statement["Resource"])
                found += bool(actions_without_match(listed(statement["Action"]), resources))
    assert statements > 5_000
    # Slips such as `arn:aws:secretsmanager:*:*:sqlworkbench!*` are in there.
    assert 0 < found < statements / 100


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_the_forms_of_arns_are_told_as_people_write_them() -> None:
    assert arn_formats("sqs:SendMessage") == ["arn:aws:sqs:<region>:<account>:*"]
    assert arn_formats("s3:GetBucketAcl") == [
        "arn:aws:s3:<region>:<account>:accesspoint/<name>",
        "arn:aws:s3:::<name>",
    ]


@pytest.mark.parametrize(
    ("action", "meant"),
    [
        ("s3:GetObjcet", "s3:GetObject"),
        ("dynamodb:Querry", "dynamodb:Query"),
        ("dynamdb:Query", "dynamodb:Query"),
        ("SQS:SendMesage", "SQS:SendMessage"),
        ("lambda:InvokeFunktion", "lambda:InvokeFunction"),
    ],
)
def test_the_nearest_action_is_named_as_it_is_written(action: str, meant: str) -> None:
    assert not action_exists(action)
    assert nearest_actions(action)[0] == meant


@pytest.mark.parametrize("action", ["*", "s3:*", "s3:Get*", "s3:?etObject", "S3:getobject"])
def test_wildcards_stand_for_actions(action: str) -> None:
    assert action_exists(action)


@pytest.mark.parametrize("action", ["", ":", "s3", "s3:", "s3:Fetch*", "nothing:*", "a" * 9000])
def test_what_stands_for_no_action(action: str) -> None:
    assert not action_exists(action)
    assert resource_kinds(action) == ()
    assert arn_formats(action) == []


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_gets_an_answer(action: str, resource: str) -> None:
    assert can_match(action, resource) in (True, False)
    assert can_match("s3:GetObject", resource) in (True, False)
    assert isinstance(nearest_actions(action), list)
    assert isinstance(nearest_actions(f"s3:{action}"), list)


def test_cfn_lint_is_not_imported_for_it() -> None:
    code = "from awsdev.lint.formats.iam import actions; import sys; actions.services(); "
    code += "assert 'cfnlint' not in sys.modules, 'imported'"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
