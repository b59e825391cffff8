"""The resources of a template, and which of them needs which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import DocumentError, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.yamltext import parse_yaml

_VARIABLE = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}")
_REFERENCES = {"!Ref", "Ref", "!GetAtt", "Fn::GetAtt"}
_TEXTS = {"!Sub", "Fn::Sub"}


@dataclass(frozen=True, slots=True)
class Resources:
    """What a template deploys.

    Attributes:
        types: Types by logical ID, in the order of the template.
        uses: Pairs of resources of which the first names the second.
        waits: Pairs of which the first only waits for the second.
    """

    types: dict[str, str]
    uses: list[tuple[str, str]]
    waits: list[tuple[str, str]]


def read_resources(text: str) -> Resources | None:
    """Return the resources of a template; None where a text is no template."""
    try:
        root = parse_yaml(text).mapping
    except DocumentError:
        return None
    entries = {
        entry.key.text: entry.value
        for entry in root.mapping("Resources").entries
        if isinstance(entry.value, Mapping) and "::" in entry.value.text("Type")
    }
    if not entries:
        return None
    types = {name: body.text("Type") for name, body in entries.items()}
    uses, waits = set(), set()
    for name, body in entries.items():
        uses |= {(name, other) for other in _named(body) if other in types and other != name}
        waits |= {(name, other) for other in _waited_for(body) if other in types}
    return Resources(types, sorted(uses), sorted(waits - uses))


def _named(node: Node, function: str = "") -> Iterator[str]:
    """Yield what a part of a template refers to, in the short or the long form."""
    function = node.tag or function
    match node:
        case Scalar(text=text) if function in _REFERENCES:
            yield text.partition(".")[0]
        case Scalar(text=text) if function in _TEXTS:
            yield from _VARIABLE.findall(text)
        case Mapping(entries=entries):
            for entry in entries:
                yield from _named(entry.value, entry.key.text)
        case Sequence(items=items):
            # Of a list only the first item is a name, or the text with its variables.
            for position, item in enumerate(items):
                yield from _named(item, "" if position else function)


def _waited_for(body: Mapping) -> list[str]:
    items = [*body.items_of("DependsOn"), body.get("DependsOn")]
    return [item.text for item in items if isinstance(item, Scalar)]
