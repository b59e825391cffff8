"""Runs on the instance: tells whose credentials these are, and reads."""

import boto3


def check(sts, s3, bucket, key):
    """Return role, session (the instance's ID) and the report's size."""
    # No key anywhere: the SDK asks the instance's metadata service.
    arn = sts.get_caller_identity()["Arn"]
    kind, role, *session = arn.split(":")[-1].split("/")
    if kind != "assumed-role":
        raise RuntimeError(f"not the instance's role, but {arn}")
    body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    return role, session[0], len(body)


def main():
    """Print what check() finds."""
    print(
        check(
            boto3.client("sts"),
            boto3.client("s3"),
            "orders-reports-example",
            "reports/today.csv",
        )
    )


if __name__ == "__main__":
    main()
