# lambda/reader.py
import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    receipt = s3.get_object(Bucket=os.environ["BUCKET"], Key=event["key"])
    return {
        "version": receipt["VersionId"],
        "text": receipt["Body"].read().decode("utf-8"),
    }
