"""Proves shifted.json: what the first update-alias of release.sh prints."""

from __future__ import annotations

from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, bucket, function


def prove(path: Path) -> None:
    """Run the script on a function with seven versions, with new code in a bucket."""
    function("orders", versions=7)
    boto3.client("lambda").create_alias(FunctionName="orders", Name="live", FunctionVersion="7")
    bucket("orders-releases")
    boto3.client("s3").put_object(
        Bucket="orders-releases", Key="orders-8.zip", Body=archive(app="new = True")
    )
    answers = answers_of(path.with_name("release.sh"))
    shifted = next(text for call, text in answers if call.operation == "UpdateAlias")
    assert shifted == path.read_text("utf-8")
