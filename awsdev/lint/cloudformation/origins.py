"""Where in a SAM source a place of its translation comes from.

The translator derives the names of what it generates from the names of their
sources: function `Worker` with event `Orders` yields `WorkerRole` and
`WorkerOrders`. The longest source name that begins a generated name is its
origin; the rest of the route is followed as far as the source has it.
"""

from __future__ import annotations

from awsdev.lint.document import Document, Entry, Mapping, Node, Sequence
from awsdev.lint.finding import Span

_GLOBALS = {
    "AWS::Serverless::Function": "Function",
    "AWS::Serverless::Api": "Api",
    "AWS::Serverless::HttpApi": "HttpApi",
    "AWS::Serverless::SimpleTable": "SimpleTable",
    "AWS::Serverless::StateMachine": "StateMachine",
    "AWS::Serverless::LayerVersion": "LayerVersion",
}


def origin(document: Document, route: tuple[str | int, ...]) -> Span:
    """Return the place in the source that caused a place in the translation.

    Args:
        document: The SAM source.
        route: Keys and indexes from the root of the translated template.
    """
    root = document.mapping
    if len(route) < 2 or route[0] != "Resources":
        return _follow(root, root.span, route)[0]
    resources = root.mapping("Resources")
    name = str(route[1])
    source = _longest_prefix(resources, name)
    if source is None:
        fallback = root.entry("Transform")
        return fallback.key.span if fallback else root.span
    start, rest = source, route[2:]
    if isinstance(source.value, Mapping):
        rest_of_name = name.removeprefix(source.key.text)
        events = source.value.mapping("Properties").mapping("Events")
        event = _longest_prefix(events, rest_of_name) if rest_of_name else None
        start = event or source
    span, depth = _follow(start.value, start.key.span, rest)
    return _from_globals(root, source, rest) or span if depth == 0 else span


def resource_span(document: Document, logical_id: str) -> Span:
    """Return the key of a resource, or the top of the file where there is none by this name."""
    entry = document.mapping.mapping("Resources").entry(logical_id)
    return entry.key.span if entry else Span()


def _from_globals(root: Mapping, source: Entry, rest: tuple[str | int, ...]) -> Span | None:
    """Look for the property in `Globals`, where the resource itself does not set it."""
    kind = source.value.text("Type") if isinstance(source.value, Mapping) else ""
    shared = root.mapping("Globals").mapping(_GLOBALS.get(kind, ""))
    span, depth = _follow(shared, shared.span, rest)
    return span if depth else None


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
        if isinstance(node, Mapping) and (entry := node.entry(str(step))):
            node, span = entry.value, entry.key.span
            depth += step != "Properties"
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            span = node.span
            depth += 1
    return span, depth
