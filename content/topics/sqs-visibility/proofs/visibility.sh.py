"""Proves visibility.sh: a message is received, hidden, given back, received anew and deleted."""

from __future__ import annotations

from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of


def prove(path: Path) -> None:
    """Run the script on a queue with one message; in the end none is left."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="A-1")
    answers = answers_of(path, QUEUE_URL=url)
    handles = [text for call, text in answers if call.operation == "ReceiveMessage"]
    assert len(set(handles)) == 2, "another receive, another handle"
    asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    left = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=asked)["Attributes"]
    assert set(left.values()) == {"0"}
    timeout = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])
    assert timeout["Attributes"] == {"VisibilityTimeout": "180"}
