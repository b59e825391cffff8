"""Publishes an order once; the topic makes a copy for every consumer that wants it."""

from __future__ import annotations

import json
from typing import Any


def publish(sns: Any, topic_arn: str, event: str, order: dict[str, Any]) -> str:
    """Publish an order and return the message's id.

    The subscriptions filter by the attribute, so the body stays the order alone.
    """
    answer = sns.publish(
        TopicArn=topic_arn,
        Message=json.dumps(order),
        MessageAttributes={"event": {"DataType": "String", "StringValue": event}},
    )
    return str(answer["MessageId"])
