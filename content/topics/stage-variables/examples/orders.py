"""Lists orders, and logs as much as the calling stage asks for."""

import json
import logging

log = logging.getLogger("orders")
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR"}


def handler(event, context):
    """Answer a request of the proxy integration."""
    # Without any stage variable the event holds null, not an empty map.
    variables = event.get("stageVariables") or {}
    level = variables.get("logLevel")
    log.setLevel(level if level in LEVELS else "INFO")
    log.debug("request %s", event["requestContext"]["requestId"])
    body = {"stage": event["requestContext"]["stage"], "orders": []}
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
    }
