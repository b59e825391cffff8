"""The API runs the very templates that are evaluated, and tells its errors apart."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from cfnlint.decode import cfn_yaml

from tests.content.provers.python_code import load

_ERRORS = {
    "": "201",
    "Refused: too few for a coupon": "400",
    "Refused: two\nlines": "400",
    "'quantity'": "500",
    "2026-11-25T00:00:00Z Task timed out after 10.00 seconds": "500",
    "two\nlines": "500",
}
_EVENT: dict[str, Any] = {
    "customer": "42",
    "coupon": None,
    "order": {"sku": "A-1", "quantity": 1},
    "request": {"id": "r-1"},
}


def prove(path: Path) -> None:
    """Compare the templates with their files, and find the answer to every sort of error."""
    resources = cfn_yaml.load(str(path))["Resources"]
    paths = resources["OrdersApi"]["Properties"]["DefinitionBody"]["paths"]
    integration = paths["/customers/{id}/orders"]["post"]["x-amazon-apigateway-integration"]
    request = integration["requestTemplates"]["application/json"]
    assert request == path.with_name("order-request.vtl").read_text("utf-8")
    responses = dict(integration["responses"])
    refused = next(each for each in responses.values() if each["statusCode"] == "400")
    answer = refused["responseTemplates"]["application/json"]
    assert answer == path.with_name("error-response.vtl").read_text("utf-8")

    success = responses.pop("default")["statusCode"]
    for message, status in _ERRORS.items():
        assert _status(message, responses, success) == status, message
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder, "index.py")
        code.write_text(resources["OrdersFunction"]["Properties"]["InlineCode"], "utf-8")
        function = load(code)
    answer = function.handler(_EVENT, None)
    assert answer == {"customer": "42", "sku": "A-1", "quantity": 1, "orderId": "r-1"}
    with pytest.raises(ValueError, match="too few") as raised:
        function.handler(_EVENT | {"coupon": "SPRING"}, None)
    assert _status(str(raised.value), responses, success) == "400"


def _status(message: str, responses: dict[str, Any], success: str) -> str:
    """Return the status of the one response whose pattern the error's message matches."""
    found = [each["statusCode"] for key, each in responses.items() if re.fullmatch(key, message)]
    assert len(found) <= 1, f"{message}: the order of patterns would decide"
    return found[0] if found else success
