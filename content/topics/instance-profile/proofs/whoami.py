"""Proves whoami.py with the credentials of a role, and that it refuses those of a user."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import boto3

BUCKET = "orders-reports-example"


def prove(example: ModuleType) -> None:
    """Read a report as the role; then be somebody else."""
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="reports/today.csv", Body=b"1,2,3")
    iam, sts = boto3.client("iam"), boto3.client("sts")
    role = iam.create_role(RoleName="orders-reports", AssumeRolePolicyDocument=json.dumps({}))
    keys = sts.assume_role(RoleArn=role["Role"]["Arn"], RoleSessionName="i-0123456789abcdef0")

    as_role = client("sts", keys["Credentials"])

    assert example.check(as_role, s3, BUCKET, "reports/today.csv") == (
        "orders-reports",
        "i-0123456789abcdef0",
        5,
    )

    iam.create_user(UserName="mina")
    key = iam.create_access_key(UserName="mina")["AccessKey"]
    as_user = client("sts", key)
    try:
        example.check(as_user, s3, BUCKET, "reports/today.csv")
    except RuntimeError:
        return
    raise AssertionError("a user's key was taken for the instance's role")


def client(service: str, keys: dict[str, Any]) -> Any:
    """Return a client that signs with these keys."""
    return boto3.client(
        service,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys.get("SessionToken"),
    )
