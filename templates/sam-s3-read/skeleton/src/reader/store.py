"""Where the summaries are kept: one for each report, that of its latest version."""

import os
from functools import cache
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr
from botocore.config import Config
from botocore.exceptions import ClientError

from reader.report import Summary
from reader.uploads import Upload

# The SDK would wait a minute for an answer.
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)


@cache
def table() -> Any:  # noqa: ANN401 - boto3 makes its resource classes at run time
    """Return the table; one per execution environment, so that its connection is reused."""
    return boto3.resource("dynamodb", config=_CONFIG).Table(os.environ["TABLE_NAME"])


def put_latest(upload: Upload, summary: Summary) -> bool:
    """Keep a summary, unless that of a later version is there already.

    Two versions may be read at the same time, and the older one may finish last. S3 tells the time
    to the second: of versions uploaded within one, the summary written last stays.

    Returns:
        Whether the summary was kept.
    """
    modified_at = upload.modified_at.isoformat(timespec="seconds")
    item = {
        "id": upload.key,
        "version_id": upload.version_id,
        "modified_at": modified_at,
        "rows": summary.rows,
        "total": summary.total,
    }
    not_later = Attr("id").not_exists() | Attr("modified_at").lte(modified_at)
    try:
        table().put_item(Item=item, ConditionExpression=not_later)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True
