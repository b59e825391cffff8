"""Consumes a queue and saves each order once, however often it comes."""

import json
import logging
import os
import threading
import time

import boto3
from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger(__name__)


class Heartbeat:
    """Keeps one message hidden for as long as the `with` block runs."""

    def __init__(self, sqs, target, timeout):
        self._sqs = sqs
        self._target = target
        self._timeout = timeout
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _beat(self):
        # Three beats to a timeout: if one fails, the next is in time.
        while not self._done.wait(self._timeout / 3):
            try:
                self._sqs.change_message_visibility(
                    **self._target, VisibilityTimeout=self._timeout
                )
            except (BotoCoreError, ClientError):
                log.exception("no heartbeat: the message may come again")


class Consumer:
    """Receives one order at a time, works on it and saves the result."""

    def __init__(self, sqs, queue_url, table, work, timeout=60):
        self._sqs = sqs
        self._queue_url = queue_url
        self._table = table
        self._work = work
        self._timeout = timeout

    def poll(self, wait=20):
        """Handle the next message, if one comes within `wait` seconds."""
        # Not a batch: all its messages would count down from this receive.
        response = self._sqs.receive_message(
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=1,
            WaitTimeSeconds=wait,
            VisibilityTimeout=self._timeout,
        )
        for message in response.get("Messages", []):
            self._handle(message)

    def _handle(self, message):
        target = {
            "QueueUrl": self._queue_url,
            "ReceiptHandle": message["ReceiptHandle"],
        }
        try:
            with Heartbeat(self._sqs, target, self._timeout):
                self._do_once(json.loads(message["Body"]))
        except Exception:
            log.exception("released: %s", message["MessageId"])
            self._sqs.change_message_visibility(
                **target, VisibilityTimeout=0
            )
        else:
            self._sqs.delete_message(**target)

    def _do_once(self, order):
        # The order's own id: a producer that resends gets a new MessageId.
        key = {"order_id": order["order_id"]}
        if "Item" in self._table.get_item(Key=key, ConsistentRead=True):
            return
        result = self._work(order)
        errors = self._table.meta.client.exceptions
        try:
            self._table.put_item(
                Item={**key, "result": result},
                ConditionExpression="attribute_not_exists(order_id)",
            )
        except errors.ConditionalCheckFailedException:
            log.info("another consumer saved %s first", order["order_id"])


def make_invoice(order):
    """Stand for the slow work; what it returns is saved with the order."""
    return f"invoice for {order['order_id']}"


def main():
    """Run until the process is stopped."""
    consumer = Consumer(
        sqs=boto3.client("sqs"),
        queue_url=os.environ["QUEUE_URL"],
        table=boto3.resource("dynamodb").Table(os.environ["TABLE"]),
        work=make_invoice,
    )
    while True:
        try:
            consumer.poll()
        except (BotoCoreError, ClientError):
            # What is unfinished comes again and is safe to repeat.
            log.exception("a call to AWS failed")
            time.sleep(5)


if __name__ == "__main__":
    main()
