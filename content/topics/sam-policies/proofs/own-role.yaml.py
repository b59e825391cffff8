"""Proves what is said beside own-role.yaml: SAM makes no role, and `Policies` changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

from cfnlint.decode import cfn_yaml

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Translate the template as it is, and with `Policies` beside `Role`."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    alone = translate(json.loads(json.dumps(template))).template
    assert alone is not None
    assert "TotalFunctionRole" not in alone["Resources"]
    properties = template["Resources"]["TotalFunction"]["Properties"]
    properties["Policies"] = [{"S3ReadPolicy": {"BucketName": {"Ref": "Reports"}}}]
    assert translate(template).template == alone
