"""Adds up the amounts of one report."""

from __future__ import annotations

import json
import os
from typing import Any

import boto3

s3 = boto3.client("s3")


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Read a report, a list of orders, and return the sum of its amounts."""
    answer = s3.get_object(Bucket=os.environ["REPORTS_BUCKET"], Key=event["key"])
    orders = json.loads(answer["Body"].read())
    return {"key": event["key"], "total": sum(order["amount"] for order in orders)}
