"""How the rules walk a policy: its statements, what is in them, and which kind of policy it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.documents.placeholders import has_placeholder

_OLD = "2008-10-17"
NEW = "2012-10-17"
"""The version of the policy language to write."""


class PolicyType(Enum):
    """What a policy is attached to, as far as it shows."""

    IDENTITY = auto()
    """No statement names a principal: a policy of users, groups, roles or an organization."""
    TRUST = auto()
    """It says who may assume a role, on no resource."""
    RESOURCE = auto()
    """It names principals: a policy of a bucket, a key, a queue, an endpoint."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that is a mapping.

    Attributes:
        node: The mapping.
        place: How messages name it, such as `Statement[0]`.
    """

    node: Mapping
    place: str

    @property
    def allows(self) -> bool:
        """Return whether its effect is to allow."""
        return self.node.text("Effect") == "Allow"

    @property
    def actions(self) -> list[Scalar]:
        """Return what stands under Action, where it is text."""
        return texts_of(self.node.get("Action"))

    @property
    def all_actions(self) -> list[Scalar]:
        """Return what stands under Action and NotAction, where it is text."""
        return self.actions + texts_of(self.node.get("NotAction"))

    @property
    def resources(self) -> list[Scalar]:
        """Return what stands under Resource, where it is text."""
        return texts_of(self.node.get("Resource"))

    @property
    def all_resources(self) -> list[Scalar]:
        """Return what stands under Resource and NotResource, where it is text."""
        return self.resources + texts_of(self.node.get("NotResource"))

    @property
    def names_resources(self) -> bool:
        """Return whether it has a Resource or a NotResource."""
        return self.has("Resource", "NotResource")

    @property
    def names_principals(self) -> bool:
        """Return whether it has a Principal or a NotPrincipal."""
        return self.has("Principal", "NotPrincipal")

    @property
    def assumes_role(self) -> bool:
        """Return whether it is about assuming a role."""
        return any(item.text.lower().startswith("sts:assumerole") for item in self.actions)

    @property
    def is_conditional(self) -> bool:
        """Return whether it has a condition that is not empty."""
        return bool(self.node.mapping("Condition").entries)

    def has(self, *keys: str) -> bool:
        """Return whether it has one of these keys."""
        return any(self.node.entry(key) for key in keys)

    def is_all_of(self, service: str) -> bool:
        """Return whether it has actions, and all of them are of this service."""
        found = [item.text.lower() for item in self.all_actions]
        return bool(found) and all(action.startswith(f"{service}:") for action in found)

    def conditions(self) -> Iterator[tuple[Scalar, Entry]]:
        """Yield each operator of the condition and each key compared with it."""
        for block in self.node.mapping("Condition").entries:
            if isinstance(block.value, Mapping):
                for entry in block.value.entries:
                    yield block.key, entry


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy.

    Attributes:
        root: Its top level, merge keys resolved.
        statements: Those of its statements that are mappings.
        type: What it is attached to, as far as it shows.
    """

    root: Mapping
    statements: list[Statement]
    type: PolicyType

    @property
    def is_old(self) -> bool:
        """Return whether it is read as the language's old version."""
        return self.root.entry("Version") is None or self.root.text("Version") == _OLD


def policy_of(document: Document) -> Policy:
    """Return a document as a policy."""
    root = merged_root(document)
    value = root.get("Statement")
    if isinstance(value, Sequence):
        items = [(item, f"Statement[{index}]") for index, item in enumerate(value.items)]
    else:
        items = [(value, "Statement")] if value else []
    statements = [
        Statement(node, place)
        for node, place in items
        if isinstance(node, Mapping) and not is_function(node)
    ]
    return Policy(root, statements, _type_of(statements))


def texts_of(node: Node | None) -> list[Scalar]:
    """Return the texts of a list, or a single text as a list of one; no function of templates."""
    return [each for each in values_of(node) if each.type_name == "text"]


def values_of(node: Node | None) -> list[Scalar]:
    """Return texts, numbers and booleans of a list, or a single one as a list of one."""
    if node is None or is_function(node):
        return []
    items = node.items if isinstance(node, Sequence) else [node]
    return [
        item
        for item in items
        if isinstance(item, Scalar) and item.type_name != "null" and not is_function(item)
    ]


def is_function(node: Node) -> bool:
    """Return whether CloudFormation is still to put a value here: `!Sub …`, `{"Ref": …}`."""
    if node.tag.startswith("!"):
        return True
    if isinstance(node, Mapping) and len(node.entries) == 1:
        key = node.entries[0].key.text
        return key == "Ref" or key.startswith("Fn::")
    return False


def is_left_open(node: Node) -> bool:
    """Return whether something else is still to be put here: `${bucket}`, `<bucket>`."""
    return is_function(node) or (isinstance(node, Scalar) and has_placeholder(node.text))


def _type_of(statements: list[Statement]) -> PolicyType:
    assumes = any(each.assumes_role for each in statements)
    if assumes and not any(each.names_resources for each in statements):
        return PolicyType.TRUST
    named = any(each.names_principals for each in statements)
    return PolicyType.RESOURCE if named else PolicyType.IDENTITY
