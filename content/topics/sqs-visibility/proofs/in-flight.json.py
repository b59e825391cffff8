"""Proves in-flight.json: what visibility.sh prints while a message is hidden."""

from __future__ import annotations

from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of


def prove(path: Path) -> None:
    """Run the script on a queue with one message."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="A-1")
    answers = answers_of(path.with_name("visibility.sh"), QUEUE_URL=url)
    asked = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    (printed,) = (text for call, text in answers if call.parameters.get("AttributeNames") == asked)
    assert printed == path.read_text("utf-8")
