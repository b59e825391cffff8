"""Proves update-code.sh: the function runs what lies in the bucket, and tells its size.

The account's storage, which moto does not count, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, bucket, function


def prove(path: Path) -> None:
    """Run the script on a function, with new code in a bucket."""
    function("thumbnails", versions=1)
    bucket("orders-releases")
    code = archive(app="new = True")
    boto3.client("s3").put_object(Bucket="orders-releases", Key="thumbnails-8.zip", Body=code)
    answers = answers_of(path, beyond_moto=("GetAccountSettings",))
    texts = {call.operation: text for call, text in answers}
    size, status, _ = json.loads(texts["GetFunctionConfiguration"])
    assert size == len(code)
    assert status == "Successful"
    versions = dict(json.loads(texts["ListVersionsByFunction"]))
    assert versions["$LATEST"] == len(code)
    assert len(versions) == 2
