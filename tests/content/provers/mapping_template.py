"""Mapping templates, evaluated by airspeed as API Gateway would, with sample requests.

`$input`, `$util` and `$context` are written after API Gateway's reference of variables for
data transformations.
"""

from __future__ import annotations

import base64
import json
import urllib.parse
from typing import Any

import airspeed

from awsdev.notes.topic import Example


class _Input:
    def __init__(self, event: dict[str, Any]) -> None:
        body = event.get("body", "")
        self.body = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        self._parameters: dict[str, dict[str, str]] = {
            place: event.get(place, {}) for place in ("path", "querystring", "header")
        }

    def path(self, route: str) -> Any:
        value = json.loads(self.body or "{}")
        for step in route.removeprefix("$").replace("[", ".[").split("."):
            if step.startswith("["):
                value = value[int(step.strip("[]"))]
            elif step:
                value = value.get(step) if isinstance(value, dict) else None
        return _Text(value) if isinstance(value, str) else "" if value is None else value

    def json(self, route: str) -> str:
        value = self.path(route)
        return json.dumps(str(value) if isinstance(value, str) else value, ensure_ascii=False)

    def params(self, name: str = "") -> Any:
        if not name:
            return self._parameters
        found = (values[name] for values in self._parameters.values() if name in values)
        return _Text(next(found, ""))


class _Text(str):
    """A text with the methods of Java's that templates call."""

    __slots__ = ()

    def replaceAll(self, old: str, new: str) -> _Text:  # noqa: N802 - Java's name
        return _Text(str(self).replace(old.replace("\\\\", "\\"), new))

    def isEmpty(self) -> bool:  # noqa: N802 - Java's name
        return not self


class _Util:
    """`escapeJavaScript` also escapes single quotes, of which JSON knows nothing."""

    def escapeJavaScript(self, text: Any) -> _Text:  # noqa: N802 - API Gateway's name
        return _Text(json.dumps(str(text))[1:-1].replace("'", "\\'").replace("/", "\\/"))

    def parseJson(self, text: str) -> Any:  # noqa: N802 - as above
        return json.loads(text)

    def urlEncode(self, text: str) -> str:  # noqa: N802 - as above
        return urllib.parse.quote_plus(text)

    def urlDecode(self, text: str) -> str:  # noqa: N802 - as above
        return urllib.parse.unquote_plus(text)

    def base64Encode(self, text: str) -> str:  # noqa: N802 - as above
        return base64.b64encode(str(text).encode()).decode()

    def base64Decode(self, text: str) -> str:  # noqa: N802 - as above
        return base64.b64decode(text).decode()


def evaluate(template: str, event: dict[str, Any]) -> str:
    """Return what a mapping template makes of a request.

    Args:
        template: The template.
        event: `body` (text, or a value that is written as JSON), `path`, `querystring` and
            `header` parameters, `context` and `stageVariables`.
    """
    names = {
        "input": _Input(event),
        "util": _Util(),
        "context": event.get("context", {}),
        "stageVariables": event.get("stageVariables", {}),
    }
    return str(airspeed.Template(template).merge(names))


def prove_template(example: Example) -> int:
    """Evaluate a template with its sample requests, compare; return how many there are.

    What comes out must be JSON, whatever came in.
    """
    for case in example.invoke:
        text = evaluate(example.text(), case["event"])
        assert json.loads(text) == case["returns"], text
    return len(example.invoke)
