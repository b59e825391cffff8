"""The policies that SAM writes are never found; those that S3 refuses are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import samtranslator
import yaml

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.rules.check import check_document

PATH = Path(samtranslator.__file__).parent / "policy_templates_data" / "policy_templates.json"
TEMPLATES: dict[str, Any] = json.loads(PATH.read_text("utf-8"))["Templates"]


def codes_of(template: dict[str, Any]) -> set[str]:
    document = parse_yaml(yaml.safe_dump(template))
    return {one.code for one in check_document(document, "cloudformation")}


def policy(
    statements: Any, type_: str = "AWS::IAM::ManagedPolicy", **others: Any
) -> dict[str, Any]:
    properties = {"PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}
    return {"Resources": {"Policy": {"Type": type_, "Properties": properties}, **others}}


# Pictures belong to no collection, and what this policy allows takes no collection.
SLIPS = {"RekognitionNoDataAccessPolicy"}


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - SLIPS))
def test_sams_policy_templates_allow_what_they_say(name: str) -> None:
    template = policy(TEMPLATES[name]["Definition"]["Statement"])
    template["Parameters"] = {each: {"Type": "String"} for each in TEMPLATES[name]["Parameters"]}
    assert codes_of(template) == set()


OBJECTS, BUCKET = {"Fn::Sub": "${Bucket.Arn}/*"}, {"Fn::GetAtt": ["Bucket", "Arn"]}


@pytest.mark.parametrize(
    ("action", "resource", "found"),
    [
        ("s3:GetObject", OBJECTS, False),
        ("s3:GetObject", BUCKET, True),
        ("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Bucket}"}, True),
        ("s3:GetObject", {"Fn::Sub": "arn:aws:s3:::${Elsewhere}"}, False),
        ("s3:GetObject", {"Fn::ImportValue": "bucket"}, False),
        ("s3:GetObject", {"Ref": "AWS::NoValue"}, False),
        ("s3:GetObject", [BUCKET, OBJECTS], False),
        ("s3:GetObject", {"Fn::If": ["c", BUCKET, OBJECTS]}, False),
        ("s3:GetObject", {"Fn::Split": [",", "x"]}, False),
        ("s3:ListBucket", OBJECTS, True),
        ("s3:ListBucket", {"Fn::Join": ["", [BUCKET, "/*"]]}, True),
        ("s3:ListBucket", {"Fn::Join": ["/", [BUCKET, {"Ref": "Prefix"}]]}, True),
        ("s3:*", BUCKET, False),
        ({"Ref": "Action"}, BUCKET, False),
        ("GetObject", BUCKET, False),
    ],
)
@pytest.mark.parametrize(
    ("type_", "code"), [("AWS::IAM::ManagedPolicy", "SM501"), ("AWS::S3::BucketPolicy", "SM502")]
)
def test_what_is_found_of_a_bucket(
    action: Any, resource: Any, found: bool, type_: str, code: str
) -> None:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    template = policy([statement], type_, Bucket={"Type": "AWS::S3::Bucket"})
    assert codes_of(template) == ({code} if found else set())


def test_what_a_bucket_policy_says_of_another_service_is_no_error() -> None:
    statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": BUCKET}
    template = policy([statement], "AWS::S3::BucketPolicy", Bucket={"Type": "AWS::S3::Bucket"})
    assert codes_of(template) == {"SM501"}
