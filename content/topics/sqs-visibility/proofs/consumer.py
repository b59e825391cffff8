"""Proves examples/consumer.py against queues and a table in memory.

moto keeps real time, so the timeouts here are seconds and the proof takes a few.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3

TIMEOUT = 2


class Stage:
    """A queue, a table and a record of what the consumer asked of SQS."""

    def __init__(self, example: ModuleType) -> None:
        self._example = example
        self.sqs = boto3.client("sqs")
        self.queue_url = self.sqs.create_queue(
            QueueName="orders", Attributes={"VisibilityTimeout": str(TIMEOUT)}
        )["QueueUrl"]
        self.table = boto3.resource("dynamodb").create_table(
            TableName="orders",
            KeySchema=[{"AttributeName": "order_id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "order_id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.sqs.meta.events.register("provide-client-params.sqs", self._record)

    def _record(self, params: dict[str, Any], model: Any, **_: object) -> None:
        self.calls.append((model.name, params))

    def send(self, order_id: str) -> None:
        self.sqs.send_message(
            QueueUrl=self.queue_url, MessageBody=json.dumps({"order_id": order_id})
        )

    def consume(self, work: Callable[[dict[str, Any]], str], timeout: int = TIMEOUT) -> None:
        consumer = self._example.Consumer(self.sqs, self.queue_url, self.table, work, timeout)
        consumer.poll(wait=0)

    def receive(self, timeout: int = TIMEOUT) -> list[dict[str, Any]]:
        """Receive as another consumer would."""
        response = self.sqs.receive_message(
            QueueUrl=self.queue_url,
            VisibilityTimeout=timeout,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        messages: list[dict[str, Any]] = response.get("Messages", [])
        return messages

    def made(self, operation: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == operation]

    def in_queue(self) -> tuple[int, int]:
        """Return how many messages are visible and how many are in flight."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        counts = self.sqs.get_queue_attributes(QueueUrl=self.queue_url, AttributeNames=names)
        visible, in_flight = (int(counts["Attributes"][name]) for name in names)
        return visible, in_flight


def prove(example: ModuleType) -> None:
    """Run the consumer through success, a long job, a duplicate, a failure and a crash."""
    stage = Stage(example)
    _deletes_once(stage)
    _skips_a_duplicate(stage)
    _hides_a_long_job(stage)
    _shows_a_long_job_without_heartbeat(stage)
    _releases_a_failure(stage)
    _repeats_nothing_after_a_crash(stage)
    _lets_the_first_of_two_win(stage)


def _deletes_once(stage: Stage) -> None:
    stage.send("1001")
    stage.consume(lambda order: f"done {order['order_id']}")
    assert len(stage.made("DeleteMessage")) == 1
    assert stage.made("ChangeMessageVisibility") == [], "short work needs no heartbeat"
    assert stage.in_queue() == (0, 0)
    assert stage.table.scan()["Items"] == [{"order_id": "1001", "result": "done 1001"}]


def _skips_a_duplicate(stage: Stage) -> None:
    stage.send("1001")
    stage.consume(_must_not_run)
    assert stage.in_queue() == (0, 0), "a duplicate is deleted, not left to come back"
    assert stage.table.scan()["Count"] == 1


def _hides_a_long_job(stage: Stage) -> None:
    seen: list[dict[str, Any]] = []

    def outlast_the_timeout(_: dict[str, Any]) -> str:
        time.sleep(TIMEOUT + 0.5)
        seen.extend(stage.receive())
        return "done"

    stage.send("1002")
    stage.consume(outlast_the_timeout)
    beats = stage.made("ChangeMessageVisibility")
    handle = stage.made("DeleteMessage")[-1]["ReceiptHandle"]
    assert len(beats) >= 3
    assert {(beat["ReceiptHandle"], beat["VisibilityTimeout"]) for beat in beats} == {
        (handle, TIMEOUT)
    }
    assert seen == [], "another consumer received the message under a heartbeat"
    assert stage.in_queue() == (0, 0)


def _shows_a_long_job_without_heartbeat(stage: Stage) -> None:
    # The counter-proof: the same wait with nobody extending the timeout.
    stage.send("1002")
    first = stage.receive(timeout=1)
    assert stage.in_queue() == (0, 1), "hidden, but not gone"
    assert stage.receive() == []
    time.sleep(1.2)
    second = stage.receive()
    assert second[0]["MessageId"] == first[0]["MessageId"]
    assert second[0]["ReceiptHandle"] != first[0]["ReceiptHandle"]
    assert second[0]["Attributes"]["ApproximateReceiveCount"] == "2"
    stage.sqs.delete_message(QueueUrl=stage.queue_url, ReceiptHandle=second[0]["ReceiptHandle"])


def _releases_a_failure(stage: Stage) -> None:
    def fail(_: dict[str, Any]) -> str:
        raise RuntimeError

    stage.send("1003")
    deleted = len(stage.made("DeleteMessage"))
    stage.consume(fail, timeout=60)
    assert len(stage.made("DeleteMessage")) == deleted
    assert stage.made("ChangeMessageVisibility")[-1]["VisibilityTimeout"] == 0
    assert stage.in_queue() == (1, 0), "visible at once, long before the timeout"
    stage.consume(lambda _: "done")
    assert stage.in_queue() == (0, 0)
    assert _saved(stage, "1003") == "done"


def _repeats_nothing_after_a_crash(stage: Stage) -> None:
    # The first consumer saves the result and dies before it deletes the message.
    stage.send("1004")
    stage.table.put_item(Item={"order_id": "1004", "result": "first"})
    assert stage.receive(timeout=0)
    stage.consume(_must_not_run)
    assert _saved(stage, "1004") == "first"
    assert stage.in_queue() == (0, 0)


def _lets_the_first_of_two_win(stage: Stage) -> None:
    # Both looked before either saved: only the conditional write decides.
    def be_overtaken(order: dict[str, Any]) -> str:
        stage.table.put_item(Item={"order_id": order["order_id"], "result": "first"})
        return "second"

    stage.send("1005")
    stage.consume(be_overtaken)
    assert _saved(stage, "1005") == "first"
    assert stage.in_queue() == (0, 0)


def _must_not_run(order: dict[str, Any]) -> str:
    message = f"{order['order_id']} was worked on twice"
    raise AssertionError(message)


def _saved(stage: Stage, order_id: str) -> Any:
    return stage.table.get_item(Key={"order_id": order_id})["Item"]["result"]
