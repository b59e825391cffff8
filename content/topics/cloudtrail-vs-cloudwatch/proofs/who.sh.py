"""Proves who.sh: it shows the trail, whether it delivers, and what it takes.

Event history, which moto has not, is left to the check of the commands.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import bucket


def prove(path: Path) -> None:
    """Run the script where one trail delivers, and a bucket has a measured size."""
    bucket("audit-logs")
    trail = boto3.client("cloudtrail")
    trail.create_trail(Name="audit", S3BucketName="audit-logs", IsMultiRegionTrail=True)
    trail.start_logging(Name="audit")
    selector = {"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}
    trail.put_event_selectors(TrailName="audit", EventSelectors=[selector])
    dimensions = {"BucketName": "orders-example", "StorageType": "AllStorageTypes"}
    boto3.client("cloudwatch").put_metric_data(
        Namespace="AWS/S3",
        MetricData=[
            {
                "MetricName": "NumberOfObjects",
                "Dimensions": [{"Name": k, "Value": v} for k, v in dimensions.items()],
                "Timestamp": datetime(2026, 11, 24, 12, tzinfo=timezone.utc),
                "Value": 40,
            }
        ],
    )
    answers = answers_of(path, beyond_moto=("LookupEvents",))
    trails, status, selectors, numbers = (json.loads(text) for _, text in answers[2:])
    assert [each["Name"] for each in trails["trailList"]] == ["audit"]
    assert status["IsLogging"] is True
    assert selectors["EventSelectors"][0]["ReadWriteType"] == "WriteOnly"
    assert [each["Average"] for each in numbers["Datapoints"]] == [40]
