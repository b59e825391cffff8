"""Proves what-runs.sh: it tells new code on $LATEST from what the alias serves."""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, function


def prove(path: Path) -> None:
    """Run the script on a function whose code was changed past the alias."""
    function("orders-dev", versions=1)
    awslambda = boto3.client("lambda")
    awslambda.create_alias(FunctionName="orders-dev", Name="live", FunctionVersion="1")
    awslambda.update_function_code(FunctionName="orders-dev", ZipFile=archive(app="new = True"))
    answers = [json.loads(text) for _, text in answers_of(path, FUNCTION_NAME="orders-dev")]
    (now, _), (served, _), versions = answers
    assert served == "1"
    codes = dict(versions)
    assert codes["$LATEST"] == now
    assert codes["1"] != now
