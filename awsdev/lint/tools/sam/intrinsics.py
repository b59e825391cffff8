"""A template as plain values, with every intrinsic function in its long form."""

from __future__ import annotations

from typing import Any

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root

_WITHOUT_PREFIX = {"Ref", "Condition"}


def to_template(document: Document) -> dict[str, Any]:
    """Return a template as CloudFormation receives it: `!GetAtt A.Arn` is `{"Fn::GetAtt": …}`.

    Merge keys are resolved: `sam package` writes the template anew without them.

    Returns:
        Plain mappings, lists and values; an empty mapping where the root is none.
    """
    value = _value(merged_root(document))
    return value if isinstance(value, dict) else {}


def _value(node: Node | None) -> Any:
    if node is None:
        return None
    plain = _untagged(node)
    if not _is_function(node):
        return plain
    name = node.tag[1:]
    if name == "GetAtt" and isinstance(plain, str):
        plain = plain.split(".", 1)
    return {name if name in _WITHOUT_PREFIX else f"Fn::{name}": plain}


def _is_function(node: Node) -> bool:
    return node.tag.startswith("!") and node.tag != "!"


def _untagged(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {entry.key.text: _value(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if isinstance(node, Scalar):
        return node.text if _is_function(node) or node.type_name == "date" else node.value
    return None
