"""A template as the rules look at it: its elements, its service, its places."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum, auto
from functools import cached_property, lru_cache

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Span
from awsdev.lint.formats.vtl.parser import Parsed, parse
from awsdev.lint.formats.vtl.tree import Call, Directive, Element, Property, Reference, Text, walk


class Service(Enum):
    """Which service runs a template."""

    API_GATEWAY = auto()
    APPSYNC = auto()
    UNKNOWN = auto()
    """Nothing in the template tells; any program that knows Velocity, perhaps."""


API_GATEWAY_INPUT = ("body", "json", "params", "path")
"""What `$input` offers in API Gateway."""
_API_GATEWAY_CONTEXT = frozenset(
    {
        *("accountId", "apiId", "authorizer", "awsEndpointRequestId", "connectedAt"),
        *("connectionId", "domainName", "domainPrefix", "eventType", "extendedRequestId"),
        *("httpMethod", "messageId", "path", "protocol", "requestId", "requestOverride"),
        *("requestTime", "requestTimeEpoch", "resourceId", "resourcePath", "responseOverride"),
        *("routeKey", "stage", "wafResponseCode", "webaclArn"),
    }
)
"""Properties of `$context` that tell API Gateway; `identity` and `error` are AppSync's as well."""
_APPSYNC_CONTEXT = frozenset(
    {"args", "arguments", "source", "result", "stash", "prev", "info", "outErrors"}
)
_APPSYNC_VERSION = re.compile(r'"version"\s*:\s*"(?:2017-02-28|2018-05-29)"')


class Template:
    """A template and what is asked of it.

    Args:
        text: The template.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    @cached_property
    def parsed(self) -> Parsed:
        """Return the template as it was understood."""
        return parse(self.text)

    @cached_property
    def elements(self) -> list[Element]:
        """Return every element, in the order of the text."""
        return list(walk(self.parsed.body))

    @cached_property
    def references(self) -> list[Reference]:
        """Return every reference, those inside expressions and strings included."""
        return [element for element in self.elements if isinstance(element, Reference)]

    @cached_property
    def directives(self) -> list[Directive]:
        """Return every directive."""
        return [element for element in self.elements if isinstance(element, Directive)]

    @cached_property
    def texts(self) -> list[Text]:
        """Return what is put out as it stands."""
        return [element for element in self.elements if isinstance(element, Text)]

    @cached_property
    def service(self) -> Service:
        """Return the service the template is written for, as its variables tell."""
        if self._is_appsync:
            return Service.APPSYNC
        return Service.API_GATEWAY if self._is_api_gateway else Service.UNKNOWN

    @cached_property
    def assigned(self) -> frozenset[str]:
        """Return the variables that the template sets itself, whole (`#set($name = …)`)."""
        targets = [one.arguments[0] for one in self.directives if one.arguments]
        return frozenset(
            target.name for target in targets if isinstance(target, Reference) and not target.steps
        )

    @property
    def _is_appsync(self) -> bool:
        known = {one.name for one in self.references}
        context = {first_step(one) for one in self.references if one.name == "context"}
        returns = any(one.name == "return" for one in self.directives)
        told = known & {"ctx", "utils"} or context & _APPSYNC_CONTEXT or returns
        return bool(told or _APPSYNC_VERSION.search(self.text))

    @property
    def _is_api_gateway(self) -> bool:
        return any(
            (one.name == "input" and one.name not in self.assigned)
            or one.name == "stageVariables"
            or (one.name == "context" and first_step(one) in _API_GATEWAY_CONTEXT)
            for one in self.references
        )

    def source(self, element: Element) -> str:
        """Return an element as it is written."""
        return self.text[element.start : element.end]

    def span(self, start: int, end: int) -> Span:
        """Return the place between two offsets."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(end, start))
        return Span(line, column, end_line, end_column)

    def span_of(self, element: Element) -> Span:
        """Return an element's place."""
        return self.span(element.start, element.end)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def first_step(reference: Reference) -> str:
    """Return the name of a reference's first step; empty where it has none that is named."""
    step = reference.steps[0] if reference.steps else None
    return step.name if isinstance(step, Property | Call) else ""


@lru_cache(maxsize=1)
def template_of(document: Document) -> Template:
    """Return a document's template, which is parsed once for all rules."""
    return Template("\n".join(document.lines))
