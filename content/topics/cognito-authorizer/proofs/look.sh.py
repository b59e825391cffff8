"""Proves look.sh: it shows the pool, the header and the scopes, and deploys.

The test of the authorizer, which moto has not, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import ACCOUNT, REGION

_POOL = f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{REGION}_AbCdEf123"


def prove(path: Path) -> None:
    """Run the script on an API with one method that takes a pool's tokens."""
    gateway = boto3.client("apigateway")
    api = gateway.create_rest_api(name="orders")["id"]
    (root,) = gateway.get_resources(restApiId=api)["items"]
    authorizer = gateway.create_authorizer(
        restApiId=api,
        name="pool",
        type="COGNITO_USER_POOLS",
        providerARNs=[_POOL],
        identitySource="method.request.header.Authorization",
    )["id"]
    place = {"restApiId": api, "resourceId": root["id"], "httpMethod": "GET"}
    gateway.put_method(
        **place,
        authorizationType="COGNITO_USER_POOLS",
        authorizerId=authorizer,
        authorizationScopes=["orders/read"],
    )
    gateway.put_integration(**place, type="MOCK")
    answers = answers_of(
        path,
        beyond_moto=("TestInvokeAuthorizer",),
        API_ID=api,
        RESOURCE_ID=root["id"],
        AUTHORIZER_ID=authorizer,
    )
    trusted, method = (json.loads(text) for _, text in answers[:2])
    header = "method.request.header.Authorization"
    assert trusted == [[authorizer, "COGNITO_USER_POOLS", header, [_POOL]]]
    assert method == ["COGNITO_USER_POOLS", authorizer, ["orders/read"]]
    stage = gateway.get_stage(restApiId=api, stageName="v1")
    assert stage["deploymentId"] == json.loads(answers[-1][1])["id"]
