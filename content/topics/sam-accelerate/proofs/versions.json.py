"""Proves versions.json: what what-runs.sh prints when code was changed past the alias."""

from __future__ import annotations

from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import function


def prove(path: Path) -> None:
    """Run the script on a function with one version, and other code on $LATEST."""
    function("orders-dev")
    awslambda = boto3.client("lambda")
    # The hash is that of the archive: moto takes these bytes for one, on every system the same.
    awslambda.update_function_code(FunctionName="orders-dev", ZipFile=b"one", Publish=True)
    awslambda.create_alias(FunctionName="orders-dev", Name="live", FunctionVersion="1")
    awslambda.update_function_code(FunctionName="orders-dev", ZipFile=b"two")
    answers = answers_of(path.with_name("what-runs.sh"), FUNCTION_NAME="orders-dev")
    (versions,) = (text for call, text in answers if call.operation == "ListVersionsByFunction")
    assert versions == path.read_text("utf-8")
