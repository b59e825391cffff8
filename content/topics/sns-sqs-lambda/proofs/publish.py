"""Proves publish.py, and what a queue receives with and without raw delivery."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import boto3
from moto import mock_aws

_ORDER = {"order_id": "A-1", "quantity": 2}


def prove(example: ModuleType) -> None:
    """Publish to a raw queue, an enveloped one and one whose filter does not match."""
    with mock_aws():
        sns = boto3.client("sns", region_name="us-east-1")
        sqs = boto3.client("sqs", region_name="us-east-1")
        topic_arn = sns.create_topic(Name="orders")["TopicArn"]
        wanted = json.dumps({"event": ["order-placed"]})
        raw = _subscribe(sns, sqs, topic_arn, "raw", RawMessageDelivery="true", FilterPolicy=wanted)
        wrapped = _subscribe(sns, sqs, topic_arn, "wrapped", FilterPolicy=wanted)
        other = json.dumps({"event": ["order-cancelled"]})
        unwanted = _subscribe(sns, sqs, topic_arn, "unwanted", FilterPolicy=other)

        message_id = example.publish(sns, topic_arn, "order-placed", _ORDER)

        (message,) = _receive(sqs, raw)
        assert json.loads(message["Body"]) == _ORDER
        assert message["MessageAttributes"]["event"]["StringValue"] == "order-placed"
        (message,) = _receive(sqs, wrapped)
        envelope = json.loads(message["Body"])
        assert envelope["Type"] == "Notification"
        assert envelope["MessageId"] == message_id
        assert json.loads(envelope["Message"]) == _ORDER
        assert envelope["MessageAttributes"]["event"]["Value"] == "order-placed"
        assert not _receive(sqs, unwanted)


def _subscribe(sns: Any, sqs: Any, topic_arn: str, name: str, **attributes: str) -> str:
    url = str(sqs.create_queue(QueueName=name)["QueueUrl"])
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    queue_arn = answer["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn, Attributes=attributes)
    return url


def _receive(sqs: Any, url: str) -> list[dict[str, Any]]:
    answer = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])
    return list(answer.get("Messages", []))
