"""Proves on-upload.yaml: the role names no bucket; the connector's policy does, and only reads."""

from __future__ import annotations

import json
from pathlib import Path

from cfnlint.decode import cfn_yaml

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Translate, and look at the role and at the connector's policy."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    translated = translate(template).template
    assert translated is not None
    resources = translated["Resources"]
    assert "Uploads" not in json.dumps(resources["ImportFunctionRole"])
    policy = resources["ImportFunctionUploadsPolicy"]["Properties"]
    assert policy["Roles"] == [{"Ref": "ImportFunctionRole"}]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert "s3:GetObject" in statement["Action"]
    assert all(each.startswith(("s3:Get", "s3:List")) for each in statement["Action"])
