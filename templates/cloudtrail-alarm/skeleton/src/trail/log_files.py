"""The log files of a trail in its bucket, and the events in them."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TrailBucket:
    """The bucket of a trail, as far as one account is concerned.

    Attributes:
        s3: A client of S3; it needs to list the bucket and to read, and decrypt, its objects.
        name: The bucket.
        account: The account whose events are read.
    """

    s3: Any
    name: str
    account: str

    def regions(self) -> list[str]:
        """Return the Regions from which there are events."""
        prefix = f"AWSLogs/{self.account}/CloudTrail/"
        pages = self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.name, Prefix=prefix, Delimiter="/"
        )
        folders = (each["Prefix"] for page in pages for each in page.get("CommonPrefixes", []))
        return [folder.removeprefix(prefix).rstrip("/") for folder in folders]

    def events(self, region: str, first: date, last: date) -> Iterator[Event]:
        """Yield the events of a Region that were delivered on some days, in no particular order.

        Args:
            region: The Region.
            first: The first of the days.
            last: The last one. An event is delivered some minutes after it happened, so what
                happened around midnight may lie under the next day.
        """
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            for key in self._keys(f"AWSLogs/{self.account}/CloudTrail/{region}/{day:%Y/%m/%d}/"):
                body = self.s3.get_object(Bucket=self.name, Key=key)["Body"].read()
                yield from json.loads(gzip.decompress(body))["Records"]

    def _keys(self, prefix: str) -> Iterator[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix)
        for page in pages:
            for each in page.get("Contents", []):
                yield each["Key"]
