"""IAM policies checked by cfn-lint's policy schema, inside a template that holds them."""

from __future__ import annotations

import json

from awsdev.lint.engine import lint_data


def check_policy(text: str) -> None:
    """Check a policy document as the policy of a managed policy."""
    template = {
        "Resources": {
            "Policy": {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {"PolicyDocument": json.loads(text)},
            }
        }
    }
    report = lint_data({"template.json": json.dumps(template).encode()})
    assert not report.findings, [finding.message for finding in report.findings]
