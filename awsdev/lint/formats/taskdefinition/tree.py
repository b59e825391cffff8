"""How the rules walk a task definition: containers, volumes, values that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.documents.placeholders import has_placeholder

_ECR = re.compile(r"\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/")


@dataclass(frozen=True, slots=True)
class Container:
    """A container definition.

    Attributes:
        node: The mapping.
        place: How messages name it: `containerDefinitions[0]`.
    """

    node: Mapping
    place: str

    @property
    def name(self) -> str:
        """Return its name, or an empty text."""
        return text_of(self.node, "name")

    @property
    def is_essential(self) -> bool:
        """Return whether the task stops with it; so it does where nothing is said."""
        value = value_of(self.node, "essential")
        return not (isinstance(value, Scalar) and value.text.lower() == "false")

    @property
    def log_driver(self) -> str:
        """Return the name of its log driver, or an empty text."""
        return text_of(self.node.mapping("logConfiguration"), "logDriver")

    @property
    def log_options(self) -> Mapping:
        """Return the options of its log driver."""
        return self.node.mapping("logConfiguration").mapping("options")

    @property
    def pulls_from_ecr(self) -> bool:
        """Return whether its image lies in a private repository of ECR."""
        return bool(_ECR.match(text_of(self.node, "image")))


@dataclass(frozen=True, slots=True)
class Task:
    """A task definition.

    Attributes:
        root: Its top level, merge keys resolved.
        containers: Those of its container definitions that are mappings.
    """

    root: Mapping
    containers: list[Container]

    @property
    def on_fargate(self) -> bool:
        """Return whether ECS is asked to hold it to what Fargate can do."""
        wanted = self.root.items_of("requiresCompatibilities")
        return any(isinstance(each, Scalar) and each.text == "FARGATE" for each in wanted)

    @property
    def network_mode(self) -> str:
        """Return its network mode, or an empty text."""
        return text_of(self.root, "networkMode")

    @property
    def container_names(self) -> set[str]:
        """Return the names of its containers."""
        return {container.name for container in self.containers}


def task_of(document: Document) -> Task:
    """Return a document as a task definition."""
    root = merged_root(document)
    containers = [
        Container(node, f"containerDefinitions[{index}]")
        for index, node in enumerate(root.items_of("containerDefinitions"))
        if isinstance(node, Mapping)
    ]
    return Task(root, containers)


def value_of(mapping: Mapping, key: str) -> Node | None:
    """Return the value under a key, or None where it is missing, null or empty."""
    value = mapping.get(key)
    if isinstance(value, Scalar):
        return None if value.type_name == "null" or value.text == "" else value
    if isinstance(value, Sequence):
        return value if value.items else None
    return value if isinstance(value, Mapping) and value.entries else None


def text_of(mapping: Mapping, key: str) -> str:
    """Return the text of a scalar, or an empty text where it is missing or null."""
    value = value_of(mapping, key)
    return value.text if isinstance(value, Scalar) else ""


def number_of(mapping: Mapping, key: str) -> int | None:
    """Return a whole number that stands under a key, or None."""
    value = value_of(mapping, key)
    is_number = isinstance(value, Scalar) and re.fullmatch(r"\d{1,12}", value.text)
    return int(value.text) if isinstance(value, Scalar) and is_number else None


def mappings_in(mapping: Mapping, key: str) -> Iterator[Mapping]:
    """Yield the mappings in the list under a key."""
    for item in mapping.items_of(key):
        if isinstance(item, Mapping):
            yield item


def is_left_open(node: Node | None) -> bool:
    """Return whether a pipeline is still to put a value here: `<IMAGE1_NAME>`."""
    return isinstance(node, Scalar) and has_placeholder(node.text)
