"""The user pool's trigger before it makes tokens: gives the access token the API's scopes.

A sign-in through the SDK, as forms of your own use it, cannot ask for scopes. The trigger answers
for every client of the pool: before there is a second one, decide by
`event["callerContext"]["clientId"]`, or by the user's groups in
`event["request"]["groupConfiguration"]`.
"""

import os
from typing import Any


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Add the scopes to a token that is being made; Cognito waits five seconds for it."""
    event["response"]["claimsAndScopeOverrideDetails"] = {
        "accessTokenGeneration": {"scopesToAdd": os.environ["SCOPES"].split()}
    }
    return event
