"""A template as plain values, with every intrinsic function in its long form."""

from __future__ import annotations

from typing import Any

from awsdev.lint.document import Document, Mapping, Node, Scalar, Sequence

_WITHOUT_PREFIX = {"Ref", "Condition"}


def to_template(document: Document) -> dict[str, Any]:
    """Return a template as CloudFormation receives it: `!GetAtt A.Arn` is `{"Fn::GetAtt": …}`.

    Returns:
        Plain mappings, lists and values; an empty mapping where the root is none.
    """
    value = _value(document.root)
    return value if isinstance(value, dict) else {}


def _value(node: Node | None) -> Any:
    if node is None:
        return None
    plain = _untagged(node)
    if not node.tag.startswith("!") or node.tag == "!":
        return plain
    name = node.tag[1:]
    if name == "GetAtt" and isinstance(plain, str):
        plain = plain.split(".", 1)
    return {name if name in _WITHOUT_PREFIX else f"Fn::{name}": plain}


def _untagged(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {entry.key.text: _value(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    if isinstance(node, Scalar):
        return node.text if node.tag or node.type_name == "date" else node.value
    return None
