"""Proves names.yaml: each policy comes to the ARN of the resource that it is meant for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

from awsdev.lint.tools.sam.translator import translate

_VALUES = {
    "AWS::Partition": "aws",
    "AWS::Region": "ap-northeast-2",
    "AWS::AccountId": "123456789012",
    "Orders": "orders-table",
    "Shipping.QueueName": "shipping-queue",
    "OrderEvents.TopicName": "events-topic",
    "Fulfilment.Name": "fulfilment-machine",
    "PaymentLogin": "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:login",
}
_SCOPE = "ap-northeast-2:123456789012"
_EXPECTED = {
    f"arn:aws:dynamodb:{_SCOPE}:table/orders-table",
    f"arn:aws:dynamodb:{_SCOPE}:table/orders-table/index/*",
    f"arn:aws:sqs:{_SCOPE}:shipping-queue",
    f"arn:aws:sns:{_SCOPE}:events-topic",
    f"arn:aws:states:{_SCOPE}:stateMachine:fulfilment-machine",
    _VALUES["PaymentLogin"],
    f"arn:aws:ssm:{_SCOPE}:parameter/orders/currency",
    "*",  # ssm:DescribeParameters, which knows no resources
}


def prove(path: Path) -> None:
    """Translate, put the values in, and compare the resources of all statements."""
    template = json.loads(json.dumps(cfn_yaml.load(str(path))))
    translated = translate(template).template
    assert translated is not None
    role = translated["Resources"]["OrderFunctionRole"]["Properties"]
    found = set()
    for policy in role["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            resources = statement["Resource"]
            listed = resources if isinstance(resources, list) else [resources]
            found |= {_resolved(each) for each in listed}
    assert found == _EXPECTED


def _resolved(value: Any) -> str:
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return _VALUES[value["Ref"]]
    if "Fn::GetAtt" in value:
        return _VALUES[".".join(value["Fn::GetAtt"])]
    text, variables = value["Fn::Sub"]
    for name, inner in [*variables.items(), *_VALUES.items()]:
        text = text.replace(f"${{{name}}}", _resolved(inner))
    return text
