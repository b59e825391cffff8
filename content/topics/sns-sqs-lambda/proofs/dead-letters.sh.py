"""Proves dead-letters.sh: it counts, names the source, and looks without taking away.

The way back, which moto has not, is left to the check of the commands.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3

from tests.content.provers.command_line import answers_of

_MOVES = ("StartMessageMoveTask", "ListMessageMoveTasks")


def prove(path: Path) -> None:
    """Run the script on the dead-letter queue of a queue whose consumer failed."""
    sqs = boto3.client("sqs")
    dead, dead_arn = _queue(sqs, "shipping-dead-letters")
    redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 1})
    source, _ = _queue(sqs, "shipping", RedrivePolicy=redrive)
    sqs.send_message(QueueUrl=source, MessageBody='{"order_id": "A-1"}')
    for _ in range(2):
        sqs.receive_message(QueueUrl=source, VisibilityTimeout=0)
    answers = answers_of(path, beyond_moto=_MOVES, DLQ_URL=dead, DLQ_ARN=dead_arn)
    counted, sources, received = (json.loads(text) for _, text in answers[:3])
    assert counted["Attributes"]["ApproximateNumberOfMessages"] == "1"
    assert sources["queueUrls"] == [source]
    assert [each["Body"] for each in received["Messages"]] == ['{"order_id": "A-1"}']
    names = ["ApproximateNumberOfMessagesNotVisible"]
    left = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=names)["Attributes"]
    assert left == {names[0]: "1"}, "receiving does not delete"
    assert answers[3][0].parameters["SourceArn"] == dead_arn


def _queue(sqs: Any, name: str, **attributes: str) -> tuple[str, str]:
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    names = ["QueueArn"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]["QueueArn"]
    return url, arn
