"""Answers GET /orders/{order_id}, in the form of a proxy integration."""

import json

ORDERS = {"A-1": {"order_id": "A-1", "status": "shipped"}}


def handler(event, context):
    """Return the order of the path, or 404."""
    order = ORDERS.get(event["pathParameters"]["order_id"])
    if order is None:
        return respond(404, {"message": "no such order"})
    return respond(200, order)


def respond(status, body):
    """Return an answer; its body must be text."""
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }
