"""How the rules walk a build specification: merge keys resolved, phases and commands in order."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Span

PHASES = ("install", "pre_build", "build", "post_build")
"""The names of phases, in the order in which they run."""


def phases_of(document: Document) -> Iterator[tuple[str, Entry]]:
    """Yield the name and the entry of each phase with a valid name, in the order of the file."""
    for entry in merged_root(document).mapping("phases").entries:
        if (name := entry.key.text.lower()) in PHASES:
            yield name, entry


def commands_of(phase: Node) -> Iterator[Scalar]:
    """Yield a phase's commands, those of `finally` included, where they are text."""
    if not isinstance(phase, Mapping):
        return
    for key in ("commands", "finally"):
        value = phase.get(key)
        items = value.items if isinstance(value, Sequence) else [value]
        for item in items:
            if isinstance(item, Scalar) and item.type_name != "null":
                yield item


def texts_of(node: Node | None) -> list[Scalar]:
    """Return the scalars of a list, or a single scalar as a list of one."""
    items = node.items if isinstance(node, Sequence) else [node]
    return [item for item in items if isinstance(item, Scalar) and item.type_name != "null"]


def plain_path(path: str) -> str:
    """Return a path without what does not count: `./` before it and `/` behind it."""
    return path.strip().removeprefix("./").rstrip("/")


def head_of(node: Node) -> Node | Span:
    """Return where to point for a mapping as a whole: its first key."""
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key
    return node
