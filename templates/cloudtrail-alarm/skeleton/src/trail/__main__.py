"""The command: `python -m trail --bucket BUCKET --event 'Delete*' --about orders`."""

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any, TextIO

import boto3

from trail.log_files import TrailBucket
from trail.search import Criteria, Row


def main(arguments: list[str] | None = None, session: Any = boto3, out: TextIO = sys.stdout) -> int:  # noqa: ANN401 - boto3 makes its classes at run time
    """Search and print, the oldest event first.

    Args:
        arguments: Those of the command line where None are given.
        session: What makes clients.
        out: Where to print.

    Returns:
        0 where something was found, otherwise 1.
    """
    asked = _parser().parse_args(arguments)
    account = asked.account or session.client("sts").get_caller_identity()["Account"]
    bucket = TrailBucket(session.client("s3"), asked.bucket, account)
    criteria = Criteria(asked.event, asked.who, asked.about, asked.refused)
    rows = sorted(
        Row.of(event)
        for region in asked.region or bucket.regions()
        for event in bucket.events(region, asked.first, asked.last)
        if criteria.fit(event)
    )
    for row in rows:
        print(row.time, row.name, row.caller, row.address, row.error or "-", sep="\t", file=out)
    return 0 if rows else 1


def _parser() -> argparse.ArgumentParser:
    today = datetime.now(UTC).date()
    parser = argparse.ArgumentParser(prog="python -m trail", description=__doc__)
    parser.add_argument("--bucket", required=True, help="the trail's bucket")
    parser.add_argument("--account", default="", help="the account; yours unless given")
    parser.add_argument("--region", action="append", help="a Region; all unless given")
    parser.add_argument(
        "--first", type=date.fromisoformat, default=today - timedelta(days=1), help="yesterday"
    )
    parser.add_argument("--last", type=date.fromisoformat, default=today, help="today")
    parser.add_argument("--event", default="", help="the call, such as DeleteObject or 'Delete*'")
    parser.add_argument("--who", default="", help="a part of the caller's ARN")
    parser.add_argument("--about", default="", help="a part of the request, such as a bucket")
    parser.add_argument("--refused", action="store_true", help="only calls that failed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
