"""Proves s3-read-policy.json: what the SAM translator makes of S3ReadPolicy for one bucket."""

from __future__ import annotations

import json
from pathlib import Path

from samtranslator.policy_templates_data import POLICY_TEMPLATES_FILE


def prove(path: Path) -> None:
    """Compare the statements with the translator's, the bucket's name put in."""
    shown = json.loads(path.read_text("utf-8"))
    templates = json.loads(Path(POLICY_TEMPLATES_FILE).read_text("utf-8"))["Templates"]
    definition = templates["S3ReadPolicy"]["Definition"]
    for statement in definition["Statement"]:
        statement["Resource"] = [_resolved(each) for each in statement["Resource"]]
    assert shown == definition


def _resolved(resource: dict[str, list[str]]) -> str:
    text = resource["Fn::Sub"][0]
    return text.replace("${AWS::Partition}", "aws").replace("${bucketName}", "orders-reports")
