"""Where in a SAM source a place of its translation comes from.

The translator derives the names of what it generates from the names of their
sources: function `Worker` with event `Orders` yields `WorkerRole` and
`WorkerOrders`. The longest source name that begins a generated name is its
origin; the rest of the route is followed as far as the source has it.
"""

from __future__ import annotations

import re
from typing import Any

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Sequence
from awsdev.lint.finding import Span

_GLOBALS = {
    "AWS::Serverless::Function": "Function",
    "AWS::Serverless::Api": "Api",
    "AWS::Serverless::HttpApi": "HttpApi",
    "AWS::Serverless::SimpleTable": "SimpleTable",
    "AWS::Serverless::StateMachine": "StateMachine",
    "AWS::Serverless::LayerVersion": "LayerVersion",
}


# The APIs that SAM makes for events which name none; only `Globals` can set them.
_IMPLICIT = {"ServerlessRestApi": "Api", "ServerlessHttpApi": "HttpApi"}
# Properties that SAM calls by another name than CloudFormation.
_SAM_NAMES = {
    "Body": "DefinitionBody",
    "Code": "CodeUri",
    "Content": "ContentUri",
    "ManagedPolicyArns": "Policies",
    "ScheduleExpression": "Schedule",
}
# The translator numbers a role's inline policies by their places under `Policies`.
_NUMBERED = re.compile(r"Policy(\d+)$")


def origin(document: Document, route: tuple[str | int, ...], template: Any) -> Span:
    """Return the place in the source that caused a place in the translation.

    Args:
        document: The SAM source.
        route: Keys and indexes from the root of the translated template.
        template: The translated template.
    """
    root = document.mapping
    if len(route) < 2 or route[0] != "Resources":
        return _follow(root, root.span, route)[0]
    resources = root.mapping("Resources")
    name = str(route[1])
    source = _longest_prefix(resources, name)
    if source is None:
        fallback = root.entry("Transform")
        span = fallback.key.span if fallback else root.span
        shared = next((kind for begin, kind in _IMPLICIT.items() if name.startswith(begin)), "")
        return _from_globals(root, shared, route[2:]) or span
    start, rest = source, _in_source(route[2:], template["Resources"][name])
    if isinstance(source.value, Mapping):
        rest_of_name = name.removeprefix(source.key.text)
        events = source.value.mapping("Properties").mapping("Events")
        event = _longest_prefix(events, rest_of_name) if rest_of_name else None
        start = event or source
    span, depth = _follow(start.value, start.key.span, rest)
    if depth == 0 and isinstance(source.value, Mapping):
        return _from_globals(root, _GLOBALS.get(source.value.text("Type"), ""), rest) or span
    return span


def resource_span(document: Document, logical_id: str) -> Span:
    """Return the key of a resource or section, or the top of the file where there is none."""
    root = document.mapping
    entry = root.mapping("Resources").entry(logical_id) or root.entry(logical_id)
    return entry.key.span if entry else Span()


def resource_body(document: Document, logical_id: str) -> Span:
    """Return the place of a resource's body, or the top of the file where there is none."""
    body = document.mapping.mapping("Resources").get(logical_id)
    return body.span if body else Span()


def _from_globals(root: Mapping, kind: str, rest: tuple[str | int, ...]) -> Span | None:
    """Look for the property in a section of `Globals`, where no resource sets it."""
    shared = root.mapping("Globals").mapping(kind)
    span, depth = _follow(shared, shared.span, rest)
    return span if depth else None


def _in_source(route: tuple[str | int, ...], resource: Any) -> tuple[str | int, ...]:
    """Return the route below a resource with policies counted as the source counts them."""
    match route:
        case ("Properties", "Policies", int(index), *rest):
            policy = resource["Properties"]["Policies"][index]
            name = policy.get("PolicyName") if isinstance(policy, dict) else None
            number = _NUMBERED.search(name) if isinstance(name, str) else None
            return ("Properties", "Policies", int(number[1]), *rest) if number else ("Properties",)
        case ("Properties", "ManagedPolicyArns", *_):
            return route[:2]
    return route


def _longest_prefix(mapping: Mapping, name: str) -> Entry | None:
    fitting = [entry for entry in mapping.entries if name.startswith(entry.key.text)]
    return max(fitting, key=lambda entry: len(entry.key.text), default=None)


def _follow(node: Node, span: Span, route: tuple[str | int, ...]) -> tuple[Span, int]:
    """Follow the steps the source has, and pass over those it has not.

    Returns:
        The place reached, and how many steps beyond `Properties` led there.
    """
    depth = 0
    for step in route:
        if isinstance(node, Mapping) and (entry := _entry(node, str(step))):
            node, span = entry.value, entry.key.span
            depth += step != "Properties"
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            span = node.span
            depth += 1
    return span, depth


def _entry(mapping: Mapping, name: str) -> Entry | None:
    return mapping.entry(name) or mapping.entry(_SAM_NAMES.get(name, name))
