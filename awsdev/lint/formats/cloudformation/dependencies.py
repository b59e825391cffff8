"""What CloudFormation waits for before it makes a resource."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Node, Scalar, Sequence, walk
from awsdev.lint.formats.cloudformation.template import Resource, Template
from awsdev.lint.formats.cloudformation.texts import Hole, texts_of


def mentioned(node: Node | None) -> Iterator[str]:
    """Yield the names that intrinsic functions below a node mention: resources and others."""
    for below in walk(node):
        for text in texts_of(below):
            for part in text:
                if isinstance(part, Hole) and part.name:
                    yield part.name.split(".")[0]


def waits_for(resource: Resource, template: Template) -> set[str]:
    """Return the logical ids of all resources that are made before a resource, at any remove."""
    found = set[str]()
    waiting = [resource]
    while waiting:
        current = waiting.pop()
        for name in (*mentioned(current.body), *_depends_on(current)):
            other = template.resources.get(name)
            if other and name not in found:
                found.add(name)
                waiting.append(other)
    return found


def _depends_on(resource: Resource) -> Iterator[str]:
    value = resource.body.get("DependsOn")
    for item in value.items if isinstance(value, Sequence) else [value]:
        if isinstance(item, Scalar):
            yield item.text
