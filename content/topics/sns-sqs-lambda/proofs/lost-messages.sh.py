"""Proves lost-messages.sh: each place where a message may get lost is shown.

The stage is what template.yaml describes. moto's CloudFormation has neither policies of queues nor
subscriptions: the proof makes these from the template's properties.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import deploy, resources_of

_BY_HAND = ("AWS::SQS::QueuePolicy", "AWS::SNS::Subscription")


def prove(path: Path) -> None:
    """Run the script on the resources of the topic's template."""
    resources = resources_of(path.with_name("template.yaml"))
    by_hand = {
        name: resources.pop(name)["Properties"]
        for name, each in list(resources.items())
        if each["Type"] in _BY_HAND
    }
    made = deploy("shipping", resources)
    queue, topic = made["ShippingQueue"], made["OrderEvents"]
    policy = json.dumps(by_hand["ShippingQueuePolicy"]["PolicyDocument"])
    boto3.client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    subscription = by_hand["ShippingSubscription"]
    subscribed = boto3.client("sns").subscribe(
        TopicArn=topic,
        Protocol=subscription["Protocol"],
        Endpoint=_arn(queue),
        ReturnSubscriptionArn=True,
        Attributes={
            "RawMessageDelivery": str(subscription["RawMessageDelivery"]).lower(),
            "FilterPolicy": json.dumps(subscription["FilterPolicy"]),
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": _arn(made["ShippingUndelivered"])}),
        },
    )
    answers = answers_of(
        path,
        SUBSCRIPTION_ARN=subscribed["SubscriptionArn"],
        QUEUE_URL=queue,
        FUNCTION_NAME=made["ShippingFunction"],
    )
    shown, attributes, mappings = (json.loads(text) for _, text in answers)
    assert shown["Attributes"]["RawMessageDelivery"] == "true"
    assert json.loads(shown["Attributes"]["FilterPolicy"]) == subscription["FilterPolicy"]
    assert "RedrivePolicy" in shown["Attributes"]
    (statement,) = json.loads(attributes["Attributes"]["Policy"])["Statement"]
    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert json.loads(attributes["Attributes"]["RedrivePolicy"])["maxReceiveCount"] == 5
    assert attributes["Attributes"]["VisibilityTimeout"] == "185"
    (mapping,) = mappings["EventSourceMappings"]
    assert mapping["State"] == "Enabled"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def _arn(url: str) -> str:
    answer = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return str(answer["Attributes"]["QueueArn"])
