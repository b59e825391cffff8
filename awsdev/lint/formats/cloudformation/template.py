"""A template as rules look at it: resources, properties with `Globals`, references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.formats.cloudformation.texts import Hole, items_of, literal, texts_of

_TRANSFORMS = [("AWS::Serverless-2016-10-31",), ("AWS::LanguageExtensions",)]
"""Transforms that add no resources but those a rule can foresee."""
# No limit of a service has as many, and Python refuses to read thousands.
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource in a template.

    Attributes:
        entry: Its logical id and its body.
        body: What stands below its logical id.
        type: Its type, such as `AWS::SQS::Queue`.
        properties: Its properties; empty where it has none.
        shared: The properties that `Globals` gives resources of its type.
    """

    entry: Entry
    body: Mapping
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
    """A parsed template.

    Attributes:
        parameters: The parameters, by name.
        resources: The resources, by logical id.
        outputs: The outputs.
        is_whole: Whether it has all resources: none comes of a loop or of a macro.
    """

    def __init__(self, document: Document) -> None:
        root = merged_root(document)
        function_defaults = root.mapping("Globals").mapping("Function")
        parameters = root.mapping("Parameters").entries
        self.parameters: dict[str, Mapping] = {
            entry.key.text: entry.value for entry in parameters if isinstance(entry.value, Mapping)
        }
        self.outputs = root.mapping("Outputs")
        self.is_whole = _is_whole(root)
        self.resources: dict[str, Resource] = {}
        for entry in root.mapping("Resources").entries:
            if isinstance(entry.value, Mapping):
                type_ = entry.value.text("Type")
                serverless = type_ == "AWS::Serverless::Function"
                shared = function_defaults if serverless else Mapping(entry.value.span)
                properties = entry.value.mapping("Properties")
                self.resources[entry.key.text] = Resource(
                    entry, entry.value, type_, properties, shared
                )

    def of_type(self, *types: str) -> Iterator[Resource]:
        """Yield the resources of these types, in the order of the file."""
        return (resource for resource in self.resources.values() if resource.type in types)

    def referred(self, node: Node | None) -> Resource | None:
        """Return the resource that a `Ref`, a `GetAtt` or a `Sub` refers to, or None."""
        name = reference(node)
        return self.resources.get(name) if name else None


def _is_whole(root: Mapping) -> bool:
    keys = [*root.keys(), *root.mapping("Resources").keys()]
    transforms = [text for item in items_of(root.get("Transform")) for text in texts_of(item)]
    known = all(text in _TRANSFORMS for text in transforms)
    return known and not any(key.startswith("Fn::") for key in keys)


def reference(node: Node | None) -> str:
    """Return the logical id that a `Ref`, a `GetAtt` or a `Sub` of nothing else names.

    Returns:
        An empty string where the node is anything else. SAM's `Function.Alias` and
        `Function.Version` name the function.
    """
    match texts_of(node):
        case [(Hole(name),)]:
            return name.split(".")[0]
    return ""


def truth(node: Node | None) -> bool | None:
    """Return a literal true or false, quoted or not, or None where it is anything else."""
    text = literal(node)
    return {"true": True, "false": False}.get(text.lower()) if text is not None else None


def whole_number(node: Node | None) -> int | None:
    """Return a literal whole number, quoted or not, or None where it is anything else."""
    if not isinstance(node, Scalar) or node.tag or len(node.text) > _DIGITS:
        return None
    return int(node.text) if node.text.isascii() and node.text.isdigit() else None


def is_fifo(resource: Resource) -> bool | None:
    """Return whether a queue or a topic is FIFO, or None where the template does not tell."""
    name = "FifoQueue" if resource.type == "AWS::SQS::Queue" else "FifoTopic"
    value = resource.properties.get(name)
    return False if value is None else truth(value)
