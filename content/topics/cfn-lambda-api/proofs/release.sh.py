"""Proves release.sh: the version of what is uploaded reaches the function by the change set.

moto stands in for CloudFormation, with the function, its role and its log.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, bucket, part_of

_BUCKET = "orders-code-111122223333"


def prove(path: Path) -> None:
    """Run the script on a stack whose function has the code before."""
    bucket(_BUCKET, versions=True)
    s3 = boto3.client("s3")
    before = s3.put_object(Bucket=_BUCKET, Key="orders/app.zip", Body=archive(app="old = True"))
    template = json.dumps(part_of(path.with_name("template.yaml"), "Function", "Role", "Logs"))
    cloudformation = boto3.client("cloudformation")
    cloudformation.create_stack(
        StackName="orders-api",
        TemplateBody=template,
        Parameters=[
            {"ParameterKey": "CodeBucket", "ParameterValue": _BUCKET},
            {"ParameterKey": "CodeVersion", "ParameterValue": before["VersionId"]},
        ],
    )
    code = archive(app=path.with_name("app.py").read_text("utf-8"))
    answers = answers_of(path, files={"template.yaml": template.encode(), "app.zip": code})
    after = s3.head_object(Bucket=_BUCKET, Key="orders/app.zip")["VersionId"]
    assert after != before["VersionId"]
    assert answers[0][1].strip() == after
    (stack,) = cloudformation.describe_stacks(StackName="orders-api")["Stacks"]
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    kept = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}
    assert kept["CodeVersion"] == after
    (function,) = boto3.client("lambda").list_functions()["Functions"]
    assert function["CodeSize"] == len(code)
