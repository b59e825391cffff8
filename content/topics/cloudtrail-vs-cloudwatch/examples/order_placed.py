"""A function whose log line CloudWatch also reads as a metric."""

import json
import time


def handler(event, context):
    """Place an order; say so in CloudWatch's embedded metric format."""
    order = json.loads(event["body"])
    print(json.dumps(metric(order, time.time())))
    return {"statusCode": 201, "body": json.dumps({"id": order["id"]})}


def metric(order, now):
    """Return a line that is searched as a log and counted as a metric."""
    return {
        "_aws": {
            "Timestamp": int(now * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": "Orders",
                    "Dimensions": [["channel"]],
                    "Metrics": [{"Name": "amount", "Unit": "None"}],
                }
            ],
        },
        "message": "order placed",
        "channel": order["channel"],  # few values: each is a metric
        "order_id": order["id"],  # many values: only in the log
        "amount": order["amount"],
    }
