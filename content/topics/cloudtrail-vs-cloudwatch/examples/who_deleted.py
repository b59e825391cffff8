"""Reads a trail's log files and tells who deleted objects of a bucket."""

import gzip
import json
import sys
from datetime import date

import boto3


def deletions(s3, trail_bucket, account, region, day, bucket):
    """Yield time, key, caller and address of each deletion of that day."""
    prefix = f"AWSLogs/{account}/CloudTrail/{region}/{day:%Y/%m/%d}/"
    pages = s3.get_paginator("list_objects_v2")
    for page in pages.paginate(Bucket=trail_bucket, Prefix=prefix):
        for file in page.get("Contents", []):
            body = s3.get_object(Bucket=trail_bucket, Key=file["Key"])["Body"]
            for event in json.loads(gzip.decompress(body.read()))["Records"]:
                if _deletes_from(event, bucket):
                    yield _row(event)


def _deletes_from(event, bucket):
    # DeleteObjects leaves one such event for each of its keys as well.
    # Refused calls are on record too: errorCode says so.
    return (
        event["eventSource"] == "s3.amazonaws.com"
        and event["eventName"] == "DeleteObject"
        and (event.get("requestParameters") or {}).get("bucketName") == bucket
        and "errorCode" not in event
    )


def _row(event):
    key = event["requestParameters"]["key"]
    # A role's session: the part after the role's name says who took it.
    who = event["userIdentity"].get("arn") or event["userIdentity"]["type"]
    return event["eventTime"], key, who, event["sourceIPAddress"]


def main():
    """Arguments: trail bucket, account, Region, day, bucket."""
    trail_bucket, account, region, day, bucket = sys.argv[1:]
    found = deletions(
        boto3.client("s3"),
        trail_bucket,
        account,
        region,
        date.fromisoformat(day),
        bucket,
    )
    for row in sorted(found):
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
