"""AWS CLI scripts run in order against moto, and what the commands print."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import jmespath
from botocore import xform_name

from tests.content.provers.aws_cli import Call, run_script
from tests.content.provers.cli_files import Files


def answers_of(
    script: Path,
    files: Mapping[str, bytes] | None = None,
    beyond_moto: tuple[str, ...] = (),
    **variables: str,
) -> list[tuple[Call, str]]:
    """Run a script inside moto; return each call with what the command would print.

    It finds what lies beside it. What its commands write is gone afterwards.

    Args:
        script: The example.
        files: What else it finds: what a build makes, by name.
        beyond_moto: The operations that moto cannot do; they print nothing.
        variables: Values in place of those the script sets at its top.
    """
    answers: list[tuple[Call, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(script.parent, folder, dirs_exist_ok=True)
        for name, data in (files or {}).items():
            Path(folder, name).write_bytes(data)

        def carry_out(call: Call) -> str:
            text = "" if call.operation in beyond_moto else printed(call, Path(folder))
            answers.append((call, text))
            return text

        where = Files(Path(folder), complete=True)
        run_script(script.read_text("utf-8"), carry_out, where, **variables)
    missing = set(beyond_moto) - {call.operation for call, _ in answers}
    assert not missing, f"the script does not call {missing}"
    return answers


def printed(call: Call, folder: Path = Path()) -> str:
    """Make a call and return what the AWS CLI prints of the answer.

    Args:
        call: The call.
        folder: Where the file is written that the command names.
    """
    client = boto3.client(call.service)
    if call.waiter:
        client.get_waiter(call.waiter).wait(**call.parameters)
        return ""
    answer: Any = getattr(client, xform_name(call.operation))(**call.parameters)
    answer.pop("ResponseMetadata", None)
    if call.saved_as:
        shape = client.meta.service_model.operation_model(call.operation).output_shape
        body = answer.pop(shape.serialization["payload"])
        (folder / call.saved_as).write_bytes(body.read())
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
