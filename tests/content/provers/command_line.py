"""AWS CLI scripts run in order against moto, and what the commands print."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import jmespath
from botocore import xform_name

from tests.content.provers.aws_cli import Call, run_script


def answers_of(script: Path, **variables: str) -> list[tuple[Call, str]]:
    """Run a script inside moto; return each call with what the command would print.

    Args:
        script: The example.
        variables: Values in place of those the script sets at its top.
    """
    answers: list[tuple[Call, str]] = []

    def carry_out(call: Call) -> str:
        answers.append((call, printed(call)))
        return answers[-1][1]

    run_script(script.read_text("utf-8"), carry_out, **variables)
    return answers


def printed(call: Call) -> str:
    """Make a call and return what the AWS CLI prints of the answer."""
    client = boto3.client(call.service)
    answer: Any = getattr(client, xform_name(call.operation))(**call.parameters)
    answer.pop("ResponseMetadata", None)
    if call.query:
        answer = jmespath.search(call.query, answer)
    if answer in ({}, None):
        return ""
    if call.output == "text":
        return _as_text(answer) + "\n"
    return json.dumps(answer, indent=4, ensure_ascii=False, default=_as_json) + "\n"


def _as_text(answer: Any) -> str:
    if isinstance(answer, list):
        return "\t".join(_as_text(each) for each in answer)
    return answer if isinstance(answer, str) else str(_as_json(answer))


def _as_json(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
