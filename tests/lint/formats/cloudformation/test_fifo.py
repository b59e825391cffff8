"""What is found of FIFO queues and topics is what moto, which copies the services, refuses."""

from __future__ import annotations

import json

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.rules.check import check_document


def codes_of(text: str) -> set[str]:
    return {one.code for one in check_document(parse_yaml(text), "cloudformation")}


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        yield boto3.client("sns", "eu-west-1"), boto3.client("sqs", "eu-west-1")


def refused(call, **arguments: object) -> str:
    """Return the service's words where it refuses a call; an empty string where it does not."""
    try:
        call(**arguments)
    except ClientError as error:
        return str(error.response["Error"]["Message"])
    return ""


@pytest.mark.parametrize("name", ["placed", "placed.fifo"])
@pytest.mark.parametrize("fifo", ["true", "false"])
def test_names_of_topics(services, name: str, fifo: str) -> None:
    sns, _ = services
    attributes = {"FifoTopic": "true"} if fifo == "true" else {}
    words = refused(sns.create_topic, Name=name, Attributes=attributes)
    found = codes_of(
        "Resources: {T: {Type: AWS::SNS::Topic, Properties: "
        f"{{TopicName: {name}, FifoTopic: {fifo}}}}}}}"
    )
    assert found == ({"SM108"} if words else set())


@pytest.mark.parametrize("fifo_topic", [True, False])
@pytest.mark.parametrize("fifo_queue", [True, False])
def test_queues_of_topics(services, fifo_topic: bool, fifo_queue: bool) -> None:
    sns, sqs = services
    topic = sns.create_topic(
        Name="t.fifo" if fifo_topic else "t", Attributes={"FifoTopic": "true"} if fifo_topic else {}
    )["TopicArn"]
    sqs.create_queue(
        QueueName="q.fifo" if fifo_queue else "q",
        Attributes={"FifoQueue": "true"} if fifo_queue else {},
    )
    endpoint = f"arn:aws:sqs:eu-west-1:123456789012:{'q.fifo' if fifo_queue else 'q'}"
    words = refused(sns.subscribe, TopicArn=topic, Protocol="sqs", Endpoint=endpoint)
    text = f"""
Resources:
  Topic: {{Type: AWS::SNS::Topic, Properties: {{FifoTopic: {fifo_topic}}}}}
  Queue: {{Type: AWS::SQS::Queue, Properties: {{FifoQueue: {fifo_queue}}}}}
  Policy: {{Type: AWS::SQS::QueuePolicy, Properties: {{Queues: [!Ref Queue]}}}}
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: {{TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn}}
"""
    document = parse_yaml(text)
    found = check_document(document, "cloudformation")
    assert {one.code for one in found} == ({"SM109"} if words else set())
    assert all(words in one.service_error for one in found)


@pytest.mark.parametrize("fifo", [True, False])
@pytest.mark.parametrize("dead", ["dead", "dead.fifo"])
def test_dead_letter_queues(services, fifo: bool, dead: str) -> None:
    _, sqs = services
    attributes = {"FifoQueue": "true"} if dead.endswith(".fifo") else {}
    sqs.create_queue(QueueName=dead, Attributes=attributes)
    target = f"arn:aws:sqs:eu-west-1:123456789012:{dead}"
    policy = json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": 5})
    own = {"RedrivePolicy": policy, **({"FifoQueue": "true"} if fifo else {})}
    words = refused(sqs.create_queue, QueueName="q.fifo" if fifo else "q", Attributes=own)
    found = codes_of(
        f"Resources: {{Q: {{Type: AWS::SQS::Queue, Properties: {{FifoQueue: {fifo}, "
        f"RedrivePolicy: {{deadLetterTargetArn: '{target}', maxReceiveCount: 5}}}}}}}}"
    )
    # Whether a standard queue may have a FIFO one is left open by moto, not by SQS.
    assert found == ({"SM107"} if words or dead.endswith(".fifo") != fifo else set())
    assert not words or found
