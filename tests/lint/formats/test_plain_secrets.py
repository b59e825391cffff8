"""Secrets are told from names, switches and placeholders, and never shown."""

from __future__ import annotations

import secrets
import string
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.formats.plain_secrets import is_secret, kind_of_secret, names_secret
from tests.conftest import Run

_LETTERS = string.ascii_letters + string.digits


def drawn(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def forms() -> dict[str, str]:
    """Return a text of each form, drawn anew so that none is a secret anywhere."""
    base32 = "".join(secrets.choice(string.ascii_uppercase + "234567") for _ in range(16))
    return {
        "an AWS access key id": f"AKIA{base32}",
        "a private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
        "a GitHub token": f"ghp_{drawn(36)}",
        "a GitLab token": f"glpat-{drawn(20)}",
        "a Slack token": f"xoxb-{drawn(30)}",
        "a Slack webhook": f"https://hooks.slack.com/services/T{drawn(9)}/B{drawn(9)}/{drawn(24)}",
        "a Stripe key": f"sk_live_{drawn(24)}",
        "a Google API key": f"AIza{drawn(35)}",
        "a SendGrid key": f"SG.{drawn(22)}.{drawn(43)}",
        "an npm token": f"npm_{drawn(36)}",
        "a PyPI token": f"pypi-AgE{drawn(60)}",
        "an address with a password": f"amqps://shop:{drawn(12)}@broker.example.org:5671",
    }


@pytest.mark.parametrize("kind", forms())
def test_a_secret_is_told_by_its_form(kind: str) -> None:
    text = forms()[kind]
    assert kind_of_secret(text) == kind
    assert kind_of_secret(f"key: {text} # of ours") == kind
    assert text not in kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AKIAIOSFODNN7EXAMPLE",
        "AKIA",
        "THISISNOAKIAIOSFODNN7ABCDEFGH",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "https://hooks.slack.com/services/",
        "https://example.org/a:b@c",
        "postgres://shop:${Password}@db.example.org",
        "postgres://shop@db.example.org",
        "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf",
        "s3://bucket/key",
    ],
)
def test_what_is_no_secret_by_its_form(text: str) -> None:
    assert kind_of_secret(text) == ""


@pytest.mark.parametrize(
    "name",
    [
        "DB_PASSWORD",
        "Password",
        "dbPassword1",
        "ApiKey",
        "API_KEY",
        "APIKey",
        "apikey",
        "PRIVATE_KEY",
        "JwtSigningKey",
        "AWS_SECRET_ACCESS_KEY",
        "GITHUB_TOKEN",
        "ClientSecret",
        "passphrase",
    ],
)
def test_names_that_say_secret(name: str) -> None:
    assert names_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "SECRET_NAME",
        "SecretArn",
        "SECRET_ID",
        "TOKEN_URL",
        "PasswordLength",
        "TokenValidityUnits",
        "PartitionKey",
        "S3Key",
        "KEY",
        "PUBLIC_KEY",
        "AWS_ACCESS_KEY_ID",
        "MAX_TOKENS",
        "SECRETS_EXTENSION_HTTP_PORT",
        "Passwordless",
        "123",
    ],
)
def test_names_that_do_not(name: str) -> None:
    assert not names_secret(name)


@pytest.mark.parametrize("name", ["TOKEN", "API_KEY", "CLIENT_SECRET", "DB_PASSWORD"])
def test_what_is_drawn_at_random_is_a_secret_under_such_a_name(name: str) -> None:
    found = [is_secret(name, text) for _ in range(50) for text in (drawn(32), str(uuid.uuid4()))]
    # A text drawn at random may happen to read like a placeholder.
    assert sum(found) >= 95


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DB_PASSWORD", "changeme"),
        ("DB_PASSWORD", "<password>"),
        ("DB_PASSWORD", "true"),
        ("DB_PASSWORD", ""),
        ("DB_PASSWORD", "****"),
        ("DB_PASSWORD", "/shop/database/password"),
        ("DB_PASSWORD", "arn:aws:ssm:eu-west-1:111122223333:parameter/x"),
        ("DB_PASSWORD", "{{resolve:ssm-secure:password}}"),
        ("DB_SECRET", "orders-service-prod-v2"),
        ("DB_SECRET", "prod/orders/database"),
        ("AUTH_TOKEN", "Authorization"),
        ("API_KEY", "x-api-key"),
        ("API_KEY", "your-api-key-goes-here-123456"),
        ("TOKEN", "none"),
        ("TOKEN_URL", "7b0f2c1e9d8a4f6e8c3d5a1b2e4f6a8c"),
    ],
)
def test_what_is_no_secret_though_its_name_may_say_so(name: str, text: str) -> None:
    assert not is_secret(name, text)


@given(st.text(), st.text())
def test_any_texts_get_an_answer(name: str, text: str) -> None:
    assert is_secret(name, text) in (True, False)
    assert isinstance(kind_of_secret(text), str)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_no_report_and_no_store_carries_a_secret_on(awsdev: Run, tmp_path: Path, form: str) -> None:
    secret = "-".join(("correct", "horse", "battery"))
    (tmp_path / "template.yaml").write_text(
        f"Parameters:\n  DbPassword: {{Type: String, Default: {secret}, NoEcho: true}}\n"
        "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
        "    Properties: {DisplayName: !Ref DbPassword}\n"
    )
    done = awsdev("lint", "--select", "SM601", "--format", form)
    assert done.returncode == 1
    assert "SM601" in done.stdout
    assert secret not in done.stdout
    kept = [path.read_bytes() for path in Path(f"{tmp_path}.cache", "lint").iterdir()]
    assert kept
    assert not any(secret.encode() in data for data in kept)
