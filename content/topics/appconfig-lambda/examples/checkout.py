"""Offers gift wrap where the flag is on, at the price the flag carries."""

import json
import logging
import os
import urllib.error
import urllib.request

log = logging.getLogger(__name__)

# Set only where somebody moved the port.
PORT = os.environ.get("AWS_APPCONFIG_EXTENSION_HTTP_PORT", "2772")
OFF = {"enabled": False}


def flag_url(key):
    """Return where the extension serves a flag; IDs and names both do."""
    return (
        f"http://localhost:{PORT}"
        f"/applications/{os.environ['APPLICATION_ID']}"
        f"/environments/{os.environ['ENVIRONMENT_ID']}"
        f"/configurations/{os.environ['PROFILE_ID']}?flag={key}"
    )


def read_flag(key):
    """Return a flag as the extension has it; off if it cannot tell."""
    try:
        with urllib.request.urlopen(flag_url(key), timeout=1) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        # The reason is in the body: no permission, no such profile, …
        reason = error.read().decode(errors="replace")
        log.error("flag %s: %s %s", key, error.code, reason)
    except (OSError, ValueError):
        log.exception("flag %s: no answer", key)
    return OFF


def handler(event, context):
    """Ask on every invocation: the answer comes from memory."""
    gift_wrap = read_flag("gift_wrap")
    offer = {"gift_wrap": gift_wrap["enabled"]}
    if gift_wrap["enabled"]:
        offer["price"] = gift_wrap["price"]
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        # API Gateway takes text here, not a dictionary.
        "body": json.dumps(offer),
    }
