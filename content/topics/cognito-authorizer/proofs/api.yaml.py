"""Proves api.yaml: what SAM makes of it asks for the right scope, but not at a preflight."""

from __future__ import annotations

from pathlib import Path

import yaml
from cfnlint.decode.cfn_yaml import load

from awsdev.lint.tools.sam.translator import translate


def prove(path: Path) -> None:
    """Translate the template and read the API it makes."""
    translation = translate(load(str(path)))
    assert translation.template is not None, translation
    resources = translation.template["Resources"]
    body = resources["Api"]["Properties"]["Body"]
    orders = body["paths"]["/orders"]
    assert orders["get"]["security"] == [{"UserPool": ["orders/read"]}]
    assert orders["post"]["security"] == [{"UserPool": ["orders/write"]}]
    assert "security" not in orders["options"], "a preflight carries no token"

    scheme = body["securityDefinitions"]["UserPool"]
    assert (scheme["in"], scheme["name"]) == ("header", "Authorization")
    assert scheme["x-amazon-apigateway-authorizer"]["type"] == "cognito_user_pools"
    assert set(body["x-amazon-apigateway-gateway-responses"]) == {"UNAUTHORIZED", "ACCESS_DENIED"}

    _offers_every_scope(yaml.safe_dump(orders), resources)


def _offers_every_scope(orders: str, resources: dict) -> None:
    server = resources["OrdersScopes"]["Properties"]
    names = [f"{server['Identifier']}/{scope['ScopeName']}" for scope in server["Scopes"]]
    allowed = resources["WebClient"]["Properties"]["AllowedOAuthScopes"]
    for name in names:
        assert name in orders
        assert name in allowed
