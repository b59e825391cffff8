"""A template as rules look at it: resources, properties with `Globals`, references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.merges import merged_root

_REFERENCES = ("!Ref", "!GetAtt")
# No limit of a service has as many, and Python refuses to read thousands.
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource in a template.

    Attributes:
        entry: Its logical id and its body.
        type: Its type, such as `AWS::SQS::Queue`.
        properties: Its properties; empty where it has none.
        shared: The properties that `Globals` gives resources of its type.
    """

    entry: Entry
    type: str
    properties: Mapping
    shared: Mapping

    @property
    def logical_id(self) -> str:
        """Return its logical id."""
        return self.entry.key.text

    def property(self, name: str) -> Node | None:
        """Return a property, from the resource itself or from `Globals`."""
        own = self.properties.get(name)
        return own if own is not None else self.shared.get(name)


class Template:
    """The resources of a parsed template."""

    def __init__(self, document: Document) -> None:
        root = merged_root(document)
        function_defaults = root.mapping("Globals").mapping("Function")
        self.resources: dict[str, Resource] = {}
        for entry in root.mapping("Resources").entries:
            if isinstance(entry.value, Mapping):
                type_ = entry.value.text("Type")
                serverless = type_ == "AWS::Serverless::Function"
                shared = function_defaults if serverless else Mapping(entry.value.span)
                properties = entry.value.mapping("Properties")
                self.resources[entry.key.text] = Resource(entry, type_, properties, shared)

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Yield the resources of these types, in the order of the file."""
        return (resource for resource in self.resources.values() if resource.type in types)

    def referred(self, node: Node | None) -> Resource | None:
        """Return the resource a `Ref` or `GetAtt` refers to, in short or long form, or None."""
        name = reference(node)
        return self.resources.get(name) if name else None


def reference(node: Node | None) -> str:
    """Return the logical id a `Ref` or `GetAtt` names, or an empty string."""
    if isinstance(node, Scalar) and node.tag in _REFERENCES:
        return node.text.split(".")[0]
    if isinstance(node, Sequence) and node.tag == "!GetAtt":
        return _first_text(node)
    if isinstance(node, Mapping) and len(node.entries) == 1:
        function, argument = node.entries[0].key.text, node.entries[0].value
        if function == "Ref" and isinstance(argument, Scalar):
            return argument.text
        if function == "Fn::GetAtt":
            if isinstance(argument, Sequence):
                return _first_text(argument)
            return argument.text.split(".")[0] if isinstance(argument, Scalar) else ""
    return ""


def whole_number(node: Node | None) -> int | None:
    """Return a literal whole number, quoted or not, or None where it is anything else."""
    if not isinstance(node, Scalar) or node.tag or len(node.text) > _DIGITS:
        return None
    return int(node.text) if node.text.isascii() and node.text.isdigit() else None


def _first_text(node: Sequence) -> str:
    first = node.items[0] if node.items else None
    return first.text if isinstance(first, Scalar) else ""
