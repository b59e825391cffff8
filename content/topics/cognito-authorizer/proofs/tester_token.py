"""Proves tester_token.py: what is sent, the token that comes back, and a challenge that does."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import boto3
from botocore.stub import Stubber

_POOL, _CLIENT = "ap-northeast-2_AbCdEf123", "1h57kf5cpq17m0eml12EXAMPLE"
_SENT = {
    "UserPoolId": _POOL,
    "ClientId": _CLIENT,
    "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
    "AuthParameters": {"USERNAME": "test@example.com", "PASSWORD": "from-the-secret"},
}


def prove(example: ModuleType) -> None:
    """Sign in with the password of a secret; the stub holds the request to botocore's model."""
    secrets = boto3.client("secretsmanager")
    login = {"username": "test@example.com", "password": "from-the-secret"}
    secrets.create_secret(Name="tests/login", SecretString=json.dumps(login))

    tokens = {"IdToken": "id", "AccessToken": "access", "ExpiresIn": 3600}
    assert _sign_in(example, secrets, {"AuthenticationResult": tokens}) == "id"

    challenge = {"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s" * 20}
    try:
        _sign_in(example, secrets, challenge)
    except example.ChallengeLeft as left:
        assert str(left) == "NEW_PASSWORD_REQUIRED"
    else:
        raise AssertionError("a challenge was taken for a sign-in")


def _sign_in(example: ModuleType, secrets: Any, answer: dict[str, Any]) -> Any:
    cognito = boto3.client("cognito-idp")
    with Stubber(cognito) as stub:
        stub.add_response("admin_initiate_auth", answer, _SENT)
        token = example.id_token(cognito, secrets, _POOL, _CLIENT, "tests/login")
        stub.assert_no_pending_responses()
    return token
