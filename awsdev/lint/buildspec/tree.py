"""How the rules walk a build specification: merge keys resolved, phases and commands in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awsdev.lint.document import Document, Entry, Mapping, Node, Scalar, Sequence, walk
from awsdev.lint.finding import Span

PHASES = ("install", "pre_build", "build", "post_build")
"""The names of phases, in the order in which they run."""


def root_of(document: Document) -> Mapping:
    """Return the root with its merge keys (`<<: *name`) resolved, as the service reads it."""
    if not document.aliases:
        return document.mapping
    merged = _merged(document.mapping, {})
    return merged if isinstance(merged, Mapping) else document.mapping


def phases_of(document: Document) -> Iterator[tuple[str, Entry]]:
    """Yield the name and the entry of each phase with a valid name, in the order of the file."""
    for entry in root_of(document).mapping("phases").entries:
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


def shared_nodes(document: Document) -> set[int]:
    """Return the identities of the nodes that an alias uses a second time."""
    if not document.aliases:
        return set()
    uses = Counter(id(child) for parent in walk(document.root) for child in _children(parent))
    return {identity for identity, count in uses.items() if count > 1}


def head_of(node: Node) -> Node | Span:
    """Return where to point for a mapping as a whole: its first key."""
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key
    return node


def _children(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return [entry.value for entry in node.entries]
    return node.items if isinstance(node, Sequence) else []


def _merged(node: Node, done: dict[int, Node]) -> Node:
    """Copy a node with merge keys resolved; `done` keeps shared nodes shared."""
    if id(node) not in done:
        if isinstance(node, Mapping):
            done[id(node)] = Mapping(node.span, node.tag, _merged_entries(node, done))
        elif isinstance(node, Sequence):
            items = [_merged(item, done) for item in node.items]
            done[id(node)] = Sequence(node.span, node.tag, items)
        else:
            done[id(node)] = node
    return done[id(node)]


def _merged_entries(node: Mapping, done: dict[int, Node]) -> list[Entry]:
    """Return a mapping's entries; a key of its own comes before one that is merged in."""
    own = [Entry(entry.key, _merged(entry.value, done)) for entry in node.entries]
    seen = {entry.key.text for entry in own}
    merged = []
    for entry in own:
        if entry.key.text != "<<" or not (sources := _sources(entry.value)):
            merged.append(entry)
            continue
        for inherited in (item for source in sources for item in source.entries):
            if inherited.key.text not in seen:
                seen.add(inherited.key.text)
                merged.append(inherited)
    return merged


def _sources(value: Node) -> list[Mapping]:
    """Return the mappings a merge key names; none where it names anything else."""
    items = value.items if isinstance(value, Sequence) else [value]
    mappings = [item for item in items if isinstance(item, Mapping)]
    return mappings if len(mappings) == len(items) else []
