"""Queues that feed functions, found by SAM event and by event source mapping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.cloudformation.template import Resource, Template
from awsdev.lint.document import Entry, Mapping


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
                queue = template.referred(properties.get("Queue"))
                if queue:
                    yield QueueSource(event, properties, queue, function)
    for mapping in template.of_type("AWS::Lambda::EventSourceMapping"):
        queue = template.referred(mapping.properties.get("EventSourceArn"))
        if queue and queue.type == "AWS::SQS::Queue":
            consumer = template.referred(mapping.properties.get("FunctionName"))
            yield QueueSource(mapping.entry, mapping.properties, queue, consumer)
