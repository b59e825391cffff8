"""A stand-in for API Gateway: what it does with a request, by what the template says.

It knows the parts of a REST API that `template.yaml` uses: models, the choice of a mapping by
content type, patterns of integration responses, and the variables of mapping templates. It is no
proof that a template works, only that it does what it should where it does; see the README for how
to ask API Gateway itself.
"""

import json
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import airspeed
from jsonschema import Draft4Validator

Body = Any


@dataclass(frozen=True)
class BackendAnswer:
    """What an integration comes back with.

    Attributes:
        key: What patterns are matched against: a status code, or the error message of a function.
        body: The body, as text.
    """

    key: str
    body: str


@dataclass(frozen=True)
class Answer:
    """What the caller gets."""

    status: int
    body: Body


Backend = Callable[[str, str], BackendAnswer]
"""Takes an integration's URI, and what its mapping made of the request."""


class Api:
    """The API of a template."""

    def __init__(self, properties: dict[str, Any], backend: Backend) -> None:
        self._definition = properties["DefinitionBody"]
        self._stage_variables = properties.get("Variables", {})
        self._backend = backend

    def send(
        self, method: str, path: str, body: str = "", content_type: str = "application/json"
    ) -> Answer:
        """Send a request, signed by a user of the account."""
        operation, parameters = self._operation(method, path)
        if not self._is_valid(operation, body, content_type):
            return Answer(400, {"message": "Invalid request body"})
        integration = operation["x-amazon-apigateway-integration"]
        mapping = integration["requestTemplates"].get(content_type)
        if mapping is None:
            assert integration["passthroughBehavior"] == "never", "it would pass as it came"
            return Answer(415, {"message": "Unsupported Media Type"})
        context = self._context()
        payload = self.evaluate(mapping, body, context, parameters)
        answer = self._backend(integration["uri"], payload)
        response = _response_for(integration["responses"], answer.key)
        mapping = response["responseTemplates"]["application/json"]
        text = self.evaluate(mapping, answer.body, context)
        status = context["responseOverride"].get("status", int(response["statusCode"]))
        assert str(status) in operation["responses"], f"the method does not declare {status}"
        return Answer(int(status), json.loads(text))

    def evaluate(
        self,
        mapping: str,
        body: str,
        context: dict[str, Any],
        path_parameters: dict[str, str] | None = None,
    ) -> str:
        """Return what a mapping template makes of a body."""
        variables = {
            "input": _Input(body, path_parameters or {}),
            "util": _Util(),
            "context": context,
            "stageVariables": self._stage_variables,
        }
        return airspeed.Template(mapping).merge(variables)

    def _operation(self, method: str, path: str) -> tuple[dict[str, Any], dict[str, str]]:
        for route, operations in self._definition["paths"].items():
            match = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", route), path)
            if match and method.lower() in operations:
                parameters = {key: urllib.parse.unquote(v) for key, v in match.groupdict().items()}
                return operations[method.lower()], parameters
        raise AssertionError(f"there is no {method} {path}")

    def _is_valid(self, operation: dict[str, Any], body: str, content_type: str) -> bool:
        content = operation.get("requestBody", {}).get("content", {})
        if content_type not in content:
            return True
        model = content[content_type]["schema"]["$ref"].rpartition("/")[2]
        schema = self._definition["components"]["schemas"][model]
        try:
            return Draft4Validator(schema).is_valid(json.loads(body))
        except ValueError:
            return False

    def _context(self) -> dict[str, Any]:
        return {
            "extendedRequestId": "JKJaXmPLvHcESHA=",
            "requestTimeEpoch": 1795424400000,
            "identity": {"userArn": "arn:aws:iam::123456789012:user/shop"},
            "responseOverride": {},
        }


def _response_for(responses: dict[str, Any], key: str) -> dict[str, Any]:
    for pattern, response in responses.items():
        if pattern != "default" and re.fullmatch(pattern, key):
            return response
    return responses["default"]


class _Text(str):
    """Text with the methods of Java's that the mappings call."""

    __slots__ = ()

    def replaceAll(self, pattern: str, replacement: str) -> Self:  # noqa: N802 - Java's name
        """Replace text; the pattern is a regular expression, in which two backslashes are one."""
        return type(self)(self.replace(pattern.replace("\\\\", "\\"), replacement))

    def contains(self, part: str) -> bool:
        """Tell whether a text holds another."""
        return part in self


class _Input:
    """The variable `$input`."""

    def __init__(self, body: str, path_parameters: dict[str, str]) -> None:
        self.body = body
        self._path_parameters = path_parameters

    def path(self, route: str) -> Any:  # noqa: ANN401 - whatever the body holds there
        """Return a part of the body; empty text where there is none, as API Gateway does."""
        value = json.loads(self.body or "{}")
        for step in re.findall(r"[^.\[\]$]+", route):
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return _Text("")
        return _Text(value) if isinstance(value, str) else value

    def json(self, route: str) -> str:
        """Return a part of the body as JSON."""
        return _Text(json.dumps(self.path(route), ensure_ascii=False))

    def params(self) -> dict[str, dict[str, str]]:
        """Return all parameters; they are text."""
        path = {name: _Text(value) for name, value in self._path_parameters.items()}
        return {"path": path, "querystring": {}, "header": {}}


class _Util:
    """The variable `$util`."""

    def escapeJavaScript(self, text: str) -> _Text:  # noqa: N802 - API Gateway's name
        """Escape text as JavaScript has it, which also puts a backslash before `'` and `/`."""
        escaped = json.dumps(str(text))[1:-1]
        return _Text(escaped.replace("'", "\\'").replace("/", "\\/"))
