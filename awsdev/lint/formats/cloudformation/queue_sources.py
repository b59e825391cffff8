"""Queues that feed functions, found by SAM event and by event source mapping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Entry, Mapping, Node, walk
from awsdev.lint.formats.cloudformation.template import Resource, Template, reference
from awsdev.lint.formats.cloudformation.texts import Hole, texts_of

_FUNCTIONS = ("AWS::Serverless::Function", "AWS::Lambda::Function")
_QUALIFIERS = ("AWS::Lambda::Alias", "AWS::Lambda::Version")
_TAKES_DEAD_LETTERS = (
    "deadLetterTargetArn",
    "DeadLetterArn",
    "DeadLetterConfig",
    "DeadLetterQueue",
    "OnFailure",
)


@dataclass(frozen=True, slots=True)
class QueueSource:
    """A queue as the event source of a function, both in the template.

    Attributes:
        entry: The event, or the event source mapping: where it is declared.
        properties: The properties of either.
        queue: The queue.
        function: The function; None where it lies elsewhere.
    """

    entry: Entry
    properties: Mapping
    queue: Resource
    function: Resource | None


def queue_sources(template: Template) -> Iterator[QueueSource]:
    """Yield every queue of the template that feeds a function, by SAM event or by mapping."""
    for function in template.of_type("AWS::Serverless::Function"):
        for event in function.properties.mapping("Events").entries:
            if isinstance(event.value, Mapping) and event.value.text("Type") == "SQS":
                properties = event.value.mapping("Properties")
                queue = _queue(template, properties.get("Queue"))
                if queue:
                    yield QueueSource(event, properties, queue, function)
    for mapping in template.of_type("AWS::Lambda::EventSourceMapping"):
        queue = _queue(template, mapping.properties.get("EventSourceArn"))
        if queue:
            consumer = _function(template, mapping.properties.get("FunctionName"))
            yield QueueSource(mapping.entry, mapping.properties, queue, consumer)


def dead_letter_queues(template: Template) -> set[str]:
    """Return the logical ids of the queues that take what others could not handle."""
    found = set[str]()
    for resource in template.resources.values():
        for node in walk(resource.properties):
            for entry in node.entries if isinstance(node, Mapping) else ():
                if entry.key.text in _TAKES_DEAD_LETTERS:
                    found |= {reference(each) for each in walk(entry.value)}
    return found & template.resources.keys()


def _queue(template: Template, node: Node | None) -> Resource | None:
    """Return the queue a node refers to; a nested stack may hold one that is not known."""
    queue = template.referred(node)
    return queue if queue and queue.type == "AWS::SQS::Queue" else None


def _function(template: Template, node: Node | None) -> Resource | None:
    """Return the function a node refers to, by itself or by its alias or version."""
    found = template.referred(node) or _qualified(template, node)
    # An alias of a version of a function: two steps.
    for _ in range(2):
        if found and found.type in _QUALIFIERS:
            found = template.referred(found.properties.get("FunctionName"))
    return found if found and found.type in _FUNCTIONS else None


def _qualified(template: Template, node: Node | None) -> Resource | None:
    """Return the function of `!Sub "${Function}:live"`."""
    match texts_of(node):
        case [(Hole(name), str(qualifier))] if qualifier.startswith(":"):
            return template.resources.get(name)
    return None
