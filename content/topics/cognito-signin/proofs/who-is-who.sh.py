"""Proves who-is-who.sh: it shows the client and the user, and ends the user's sessions."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest

from tests.content.provers.command_line import answers_of

_FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


def prove(path: Path) -> None:
    """Run the script on a pool with one client and one user, who is signed in."""
    cognito = boto3.client("cognito-idp")
    pool = cognito.create_user_pool(PoolName="shop")["UserPool"]["Id"]
    made = cognito.create_user_pool_client(
        UserPoolId=pool, ClientName="web", ExplicitAuthFlows=_FLOWS
    )
    client = made["UserPoolClient"]["ClientId"]
    cognito.admin_create_user(UserPoolId=pool, Username="kim@example.com")
    cognito.admin_set_user_password(
        UserPoolId=pool, Username="kim@example.com", Password="Long-enough-1", Permanent=True
    )
    tokens = cognito.initiate_auth(
        ClientId=client,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "kim@example.com", "PASSWORD": "Long-enough-1"},
    )["AuthenticationResult"]
    cognito.get_user(AccessToken=tokens["AccessToken"])
    (_, shown), (_, user), _ = answers_of(path, USER_POOL_ID=pool, CLIENT_ID=client)
    assert json.loads(shown)["UserPoolClient"]["ExplicitAuthFlows"] == _FLOWS
    assert json.loads(user)[:2] == ["CONFIRMED", True]
    with pytest.raises(cognito.exceptions.NotAuthorizedException):
        cognito.get_user(AccessToken=tokens["AccessToken"])
