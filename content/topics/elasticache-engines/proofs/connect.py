"""Proves connect.py: what the token says, that it is signed, and how the client is made.

Where the package valkey is not installed, a stand-in with its two names is imported instead.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import boto3

try:
    import valkey.cluster
    import valkey.credentials  # noqa: F401
except ImportError:
    for name in ("valkey", "valkey.cluster", "valkey.credentials"):
        sys.modules[name] = ModuleType(name)
    sys.modules["valkey.cluster"].ValkeyCluster = object  # type: ignore[attr-defined]
    sys.modules["valkey.credentials"].CredentialProvider = object  # type: ignore[attr-defined]

ENDPOINT = "shop-abc123.serverless.apn2.cache.amazonaws.com"


def prove(example: ModuleType) -> None:
    """Make the client and ask its credential provider twice."""
    made: list[dict[str, Any]] = []
    with (
        mock.patch.object(example, "ValkeyCluster", lambda **options: made.append(options)),
        mock.patch.dict(os.environ, {"CACHE_ENDPOINT": ENDPOINT}),
    ):
        example.connect()
    (options,) = made
    assert (options["host"], options["port"], options["ssl"]) == (ENDPOINT, 6379, True)
    user, token = options["credential_provider"].get_credentials()
    assert user == "shop-app"
    _check(token, user)
    # Credentials that were refreshed meanwhile sign the next token.
    session = boto3.Session(
        aws_access_key_id="other", aws_secret_access_key="other", region_name="us-east-1"
    )
    _, other = example.RoleToken(session, "shop", user).get_credentials()
    assert "X-Amz-Credential=other" in other
    assert "us-east-1" in other


def _check(token: str, user: str) -> None:
    assert "://" not in token
    address = urlsplit(f"https://{token}")
    assert (address.netloc, address.path) == ("shop", "/")
    query = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert query["Action"] == "connect"
    assert query["User"] == user
    assert query["ResourceType"] == "ServerlessCache"
    assert query["X-Amz-Expires"] == "900"
    assert query["X-Amz-Credential"].endswith("/ap-northeast-2/elasticache/aws4_request")
    assert query["X-Amz-Security-Token"]
    assert len(query["X-Amz-Signature"]) == 64
